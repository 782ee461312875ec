import type { Permission } from '@halyard/contracts';

interface SettingsPage {
  readonly path: string;
  readonly label: string;
  readonly icon: string;
  /** Without it the page says why it shows nothing. */
  readonly needs?: Permission;
}

/** What there is to set, in the order of the tabs. */
export const SETTINGS: readonly SettingsPage[] = [
  { path: '/settings/environments', label: 'Environments', icon: 'i-lucide-layers' },
  {
    path: '/settings/members',
    label: 'Members',
    icon: 'i-lucide-users',
    needs: 'platform:admin',
  },
  {
    path: '/settings/sdk-keys',
    label: 'SDK keys',
    icon: 'i-lucide-key-round',
    needs: 'platform:admin',
  },
  { path: '/settings/personal', label: 'Personal', icon: 'i-lucide-user-cog' },
];
