import type { Permission } from '@halyard/contracts';

/** A page of the console, as the sidebar and the command palette offer it. */
export interface ConsolePage {
  readonly path: string;
  readonly label: string;
  readonly icon: string;
  /** What one finds there, for the palette. */
  readonly hint: string;
  /** Pressed after `g`, it leads there. */
  readonly key: string;
  /** Without it the page says why it shows nothing; the sidebar marks it with a lock. */
  readonly needs: Permission;
  /** It is enough to hold that for one tenant: the page shows what belongs to it. */
  readonly forTenants: boolean;
}

/** In the order of the sidebar. */
export const PAGES: readonly ConsolePage[] = [
  {
    path: '/flags',
    key: 'f',
    label: 'Flags',
    icon: 'i-lucide-flag',
    hint: 'Every flag, in every environment',
    needs: 'feature_flag:read',
    forTenants: false,
  },
  {
    path: '/tenants',
    key: 't',
    label: 'Tenants',
    icon: 'i-lucide-building-2',
    hint: 'What every flag is for every tenant, and why',
    needs: 'feature_flag:read',
    forTenants: true,
  },
  {
    path: '/approvals',
    key: 'a',
    label: 'Approvals',
    icon: 'i-lucide-user-check',
    hint: 'Changes that wait for two reviewers',
    needs: 'feature_flag:read',
    forTenants: true,
  },
  {
    path: '/requests',
    key: 'q',
    label: 'Requests',
    icon: 'i-lucide-message-square-plus',
    hint: 'What tenants have asked for',
    needs: 'feature_flag:read',
    forTenants: true,
  },
  {
    path: '/rollouts',
    key: 'r',
    label: 'Rollouts',
    icon: 'i-lucide-chart-pie',
    hint: 'What is on its way, how far, and for whom',
    needs: 'feature_flag:read',
    forTenants: false,
  },
  {
    path: '/segments',
    key: 's',
    label: 'Segments',
    icon: 'i-lucide-users-round',
    hint: 'Groups of users that rules can name',
    needs: 'feature_flag:read',
    forTenants: false,
  },
  {
    path: '/kill-switches',
    key: 'k',
    label: 'Kill switches',
    icon: 'i-lucide-octagon-x',
    hint: 'Turn off a flag, a category or everything, now',
    needs: 'feature_flag:read',
    forTenants: false,
  },
  {
    path: '/audit',
    key: 'u',
    label: 'Audit',
    icon: 'i-lucide-scroll-text',
    hint: 'Who changed what, and proof of it',
    needs: 'audit:read',
    forTenants: true,
  },
  {
    path: '/playground',
    key: 'p',
    label: 'Playground',
    icon: 'i-lucide-flask-conical',
    hint: 'What somebody gets, and why, lane by lane',
    needs: 'feature_flag:evaluate',
    forTenants: false,
  },
  {
    path: '/settings',
    key: ',',
    label: 'Settings',
    icon: 'i-lucide-settings',
    hint: 'Environments, members, SDK keys, and what is yours',
    needs: 'feature_flag:read',
    forTenants: true,
  },
];

/** The page that a path is on, or under. */
export const pageAt = (path: string) =>
  PAGES.find((page) => path === page.path || path.startsWith(`${page.path}/`));
