import type { EnvironmentResponse } from '@halyard/contracts';

export type LiveStatus = 'connecting' | 'live' | 'offline';

interface Live {
  readonly status: LiveStatus;
  readonly environment: string;
  /** The ruleset's version in that environment, as far as one has heard. */
  readonly version: number;
  /** The kill switches that are engaged in any environment, each as `environment/category`; once that is told. */
  readonly engaged?: readonly string[];
  /** Since when one hears nothing any more; undefined while one does. */
  readonly awaySince?: string;
  /** What happened while one was away: each version is a change. */
  readonly missed?: { readonly changes: number; readonly since: string };
}

const useLiveState = () =>
  useState<Live>('live', () => ({ status: 'connecting', environment: '', version: 0 }));

/** Follows the environment's changes, for as long as the layout that calls it is there. */
export function useLiveConnection(environment: Readonly<Ref<EnvironmentResponse | undefined>>) {
  const live = useLiveState();
  const url = computed(() =>
    import.meta.client && environment.value !== undefined
      ? `/api/flags/stream?environment=${encodeURIComponent(environment.value.key)}`
      : undefined,
  );

  const { data, status, open, close } = useEventSource(url, ['message', 'kill_switches'], {
    immediate: false,
    autoReconnect: { retries: -1, delay: 3000 },
  });
  // Not while the page takes over what the server has rendered: it has to find the same.
  onNuxtReady(open);
  // A browser without a network keeps a dead stream open for minutes.
  watch(useOnline(), (online) => (online ? open() : close()));

  watch(
    environment,
    (now) => {
      if (now === undefined || now.key === live.value.environment) return;
      live.value = { status: 'connecting', environment: now.key, version: now.rulesetVersion };
    },
    { immediate: true },
  );
  watch(status, (now) => (live.value = heard(live.value, statusOf(now))));
  watch(data, (text) => {
    const { engaged, environment, version } = parse(text);
    if (engaged !== undefined) live.value = { ...live.value, engaged };
    if (version !== undefined && environment === live.value.environment) {
      live.value = moved(live.value, version);
    }
  });
}

const statusOf = (status: 'CONNECTING' | 'OPEN' | 'CLOSED'): LiveStatus =>
  status === 'OPEN' ? 'live' : status === 'CLOSED' ? 'offline' : 'connecting';

/** Remembers when the stream was lost: until it has said again which version there is. */
function heard(live: Live, status: LiveStatus): Live {
  const isLost = live.status === 'live' && status !== 'live' && live.awaySince === undefined;
  return { ...live, status, ...(isLost ? { awaySince: new Date().toISOString() } : {}) };
}

function moved({ awaySince, missed, ...live }: Live, version: number): Live {
  const changes = version - live.version;
  const more = awaySince === undefined ? missed : { changes, since: awaySince };
  return { ...live, version, ...(more === undefined ? {} : { missed: more }) };
}

export function useLive() {
  const live = useLiveState();

  /** Calls back when something has changed in the environment in view, and when one was away for a while. */
  function onLiveChange(callback: () => unknown) {
    watch(live, (now, before) => {
      const isSamePlace = now.environment === before.environment;
      const isBack = now.status === 'live' && before.status === 'offline';
      if ((isSamePlace && now.version !== before.version) || isBack) void callback();
    });
    useEventListener('focus', () => void callback());
  }

  return { live, onLiveChange };
}

/** What the stream tells: a new version of an environment, or which kill switches are engaged. */
interface Told {
  readonly environment?: string;
  readonly version?: number;
  readonly engaged?: readonly string[];
}

function parse(text: string | null): Told {
  try {
    return text === null ? {} : (JSON.parse(text) as Told);
  } catch {
    return {};
  }
}
