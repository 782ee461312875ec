import type { CommandPaletteGroup, CommandPaletteItem } from '@nuxt/ui';
import type { FlagPageResponse, TenantPageResponse } from '@halyard/contracts';
import { lookOf } from '~/flags/states';
import { PAGES } from '~/shell/pages';

const MOST = 8;

/** An item either leads somewhere (`go`, a path) or does something (`act`). */
interface PaletteItem extends CommandPaletteItem {
  readonly label: string;
  readonly go?: string;
  readonly act?: () => void;
}

/** All that can be found by typing: the API finds flags and tenants, the palette the rest. */
export function usePalette(search: Readonly<Ref<string>>, { help }: { help: () => void }) {
  const { data: found, status } = usePaletteSearch(search);
  const actions = usePaletteActions(help);
  const route = useRoute();
  const { environment } = useEnvironments();

  /** Keeps the environment one is in. */
  const within = (path: string, query: Readonly<Record<string, string>> = {}) => {
    const env = route.query['env'];
    const kept = new URLSearchParams(query);
    if (typeof env === 'string') kept.set('env', env);
    return kept.size === 0 ? path : `${path}?${kept}`;
  };

  const flags = computed<PaletteItem[]>(() =>
    (found.value?.flags ?? []).map((flag) => {
      const config = flag.environments[environment.value?.key ?? ''];
      const look = config && lookOf(config);
      return {
        label: flag.key,
        ...(flag.name === flag.key ? {} : { suffix: flag.name }),
        icon: look?.icon ?? 'i-lucide-flag',
        go: within('/flags', { flag: flag.key }),
      };
    }),
  );
  const tenants = computed<PaletteItem[]>(() =>
    (found.value?.tenants ?? []).map(({ slug, name, plan }) => ({
      label: slug,
      suffix: [name === slug ? '' : name, plan].filter(Boolean).join(' · '),
      icon: 'i-lucide-building-2',
      go: within(`/tenants/${encodeURIComponent(slug)}`),
    })),
  );
  const pages = PAGES.map(({ path, label, icon, hint, key }) => ({
    label,
    suffix: hint,
    icon,
    kbds: ['g', key],
    go: within(path),
  }));

  return {
    loading: computed(() => status.value === 'pending'),
    groups: computed<CommandPaletteGroup[]>(() => [
      { id: 'flags', label: 'Flags', items: flags.value, ignoreFilter: true },
      { id: 'tenants', label: 'Tenants', items: tenants.value, ignoreFilter: true },
      { id: 'pages', label: 'Pages', items: pages },
      { id: 'actions', label: 'Actions', items: actions.value },
    ]),
  };
}

/** Nothing is looked for before something is typed: pages and actions come first then. */
function usePaletteSearch(search: Readonly<Ref<string>>) {
  const api = useAdminApi();
  const { can } = useMe();
  const q = refDebounced(search, 120);

  return useAsyncData(
    'palette',
    async () => {
      const params = { query: { q: q.value.trim(), limit: MOST } };
      if (params.query.q === '' || !can('feature_flag:read')) return { flags: [], tenants: [] };
      const [flags, tenants] = await Promise.all([
        answer<FlagPageResponse>(api.GET('/api/admin/flags', { params })),
        answer<TenantPageResponse>(api.GET('/api/admin/tenants', { params })),
      ]);
      return { flags: flags.items, tenants: tenants.items };
    },
    { watch: [q], server: false, lazy: true },
  );
}

function usePaletteActions(help: () => void) {
  const { environments, environment, select } = useEnvironments();
  const { whyNot } = useMe();
  const { signOut } = useSignedIn();
  const colorMode = useColorMode();

  return computed<PaletteItem[]>(() => {
    const whyNotCreate = whyNot('feature_flag:manage');
    const isDark = colorMode.value === 'dark';
    return [
      {
        label: 'New flag',
        icon: 'i-lucide-plus',
        go: `/flags?new&env=${environment.value?.key ?? ''}`,
        disabled: whyNotCreate !== undefined,
        ...(whyNotCreate === undefined ? {} : { suffix: whyNotCreate }),
      },
      ...environments.value
        .filter(({ key }) => key !== environment.value?.key)
        .map(({ key, name, protected: guarded }) => ({
          label: `Look at ${name}`,
          suffix: 'Switch the environment',
          icon: guarded ? 'i-lucide-shield-alert' : 'i-lucide-box',
          act: () => void select(key),
        })),
      {
        label: isDark ? 'Light theme' : 'Dark theme',
        icon: isDark ? 'i-lucide-sun' : 'i-lucide-moon',
        act: () => (colorMode.preference = isDark ? 'light' : 'dark'),
      },
      { label: 'Keyboard shortcuts', icon: 'i-lucide-keyboard', kbds: ['?'], act: help },
      { label: 'Sign out', icon: 'i-lucide-log-out', act: signOut },
    ];
  });
}
