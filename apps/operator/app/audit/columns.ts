import type { TableColumn } from '@nuxt/ui';
import type { AuditEntryResponse } from '@halyard/contracts';

const from = (hidden: string) => ({ class: { th: hidden, td: `align-top ${hidden}` } });

/** The narrower the screen, the fewer; what is left out is said in the first one then. */
export const columns: TableColumn<AuditEntryResponse>[] = [
  {
    id: 'what',
    header: 'What happened',
    meta: { class: { th: 'w-full', td: 'w-full max-w-0 whitespace-normal align-top' } },
  },
  { id: 'flag', header: 'Flag', meta: from('hidden md:table-cell') },
  { id: 'where', header: 'Where', meta: from('hidden lg:table-cell') },
  { id: 'stream', header: 'Stream', meta: from('hidden xl:table-cell') },
  { id: 'time', header: 'When', meta: from('hidden sm:table-cell') },
];
