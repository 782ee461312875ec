import type { TableColumn } from '@nuxt/ui';
import type { SegmentResponse } from '@halyard/contracts';

const from = (hidden: string) => ({ class: { th: hidden, td: `align-top ${hidden}` } });

/** The narrower the screen, the fewer; what is left out is said in the first one then. */
export const columns: TableColumn<SegmentResponse>[] = [
  {
    id: 'segment',
    header: 'Segment',
    meta: { class: { th: 'w-2/5', td: 'w-2/5 max-w-0 whitespace-normal align-top' } },
  },
  {
    id: 'conditions',
    header: 'Whoever',
    meta: {
      class: {
        th: 'hidden w-2/5 lg:table-cell',
        td: 'hidden w-2/5 max-w-0 whitespace-normal align-top lg:table-cell',
      },
    },
  },
  { id: 'lists', header: 'By name', meta: from('hidden sm:table-cell') },
  { id: 'used', header: 'Used by', meta: from('hidden sm:table-cell') },
  { id: 'changed', header: 'Changed', meta: from('hidden md:table-cell') },
];
