import type { Permission } from '@halyard/contracts';

/** A page of the console, as the sidebar and the command palette offer it. */
export interface ConsolePage {
  readonly path: string;
  readonly label: string;
  readonly icon: string;
  /** What one finds there, for the palette. */
  readonly hint: string;
  /** Without it the page says why it shows nothing; the sidebar marks it with a lock. */
  readonly needs?: Permission;
}

/** In the order of the sidebar. */
export const PAGES: readonly ConsolePage[] = [
  {
    path: '/flags',
    label: 'Flags',
    icon: 'i-lucide-flag',
    hint: 'Every flag, in every environment',
  },
  {
    path: '/approvals',
    label: 'Approvals',
    icon: 'i-lucide-user-check',
    hint: 'Changes that wait for two reviewers',
  },
  {
    path: '/segments',
    label: 'Segments',
    icon: 'i-lucide-users-round',
    hint: 'Groups of users that rules can name',
  },
  {
    path: '/audit',
    label: 'Audit',
    icon: 'i-lucide-scroll-text',
    hint: 'Who changed what, and proof of it',
    needs: 'audit:read',
  },
  {
    path: '/settings',
    label: 'Settings',
    icon: 'i-lucide-settings',
    hint: 'Environments, members, SDK keys',
  },
];
