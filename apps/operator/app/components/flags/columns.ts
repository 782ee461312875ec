import type { TableColumn } from '@nuxt/ui';
import type { FlagResponse } from '@halyard/contracts';
import { h } from 'vue';

const from = (breakpoint: 'sm' | 'md' | 'lg' | 'xl') => {
  const hidden = {
    sm: 'hidden sm:table-cell',
    md: 'hidden md:table-cell',
    lg: 'hidden lg:table-cell',
    xl: 'hidden xl:table-cell',
  }[breakpoint];
  return { class: { th: hidden, td: hidden } };
};

/** The list's columns; the narrower the screen, the fewer. */
export const columns: TableColumn<FlagResponse>[] = [
  {
    id: 'flag',
    header: 'Flag',
    meta: { class: { th: 'w-full', td: 'max-w-0 w-full whitespace-normal' } },
  },
  { id: 'state', header: 'State' },
  { id: 'rollout', header: 'Rollout', meta: from('sm') },
  { id: 'owner', header: 'Owner', meta: from('md') },
  { id: 'kind', header: 'Kind', meta: from('lg') },
  {
    id: 'evaluated',
    header: () => h('span', { class: 'whitespace-nowrap' }, 'Last evaluated'),
    meta: from('xl'),
  },
  { id: 'updated', header: 'Last changed', meta: from('md') },
];
