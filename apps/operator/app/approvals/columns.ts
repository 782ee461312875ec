import type { TableColumn } from '@nuxt/ui';
import type { ChangeRequestResponse } from '@halyard/contracts';

const from = (hidden: string) => ({ class: { th: hidden, td: hidden } });

/** The narrower the screen, the fewer. */
export const columns: TableColumn<ChangeRequestResponse>[] = [
  {
    id: 'request',
    header: 'Request',
    meta: { class: { th: 'w-full', td: 'max-w-0 w-full whitespace-normal' } },
  },
  { id: 'tenant', header: 'Tenant', meta: from('hidden lg:table-cell') },
  { id: 'environment', header: 'Environment', meta: from('hidden md:table-cell') },
  { id: 'author', header: 'Author', meta: from('hidden md:table-cell') },
  { id: 'awaiting', header: 'State' },
  { id: 'age', header: 'Age', meta: from('hidden sm:table-cell') },
];
