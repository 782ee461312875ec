import type { EnvironmentResponse } from '@halyard/contracts';

export type LiveStatus = 'connecting' | 'live' | 'offline';

interface Live {
  readonly status: LiveStatus;
  readonly environment: string;
  /** The ruleset's version in that environment, as far as one has heard. */
  readonly version: number;
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

  const { data, status, open } = useEventSource(url, [], {
    immediate: false,
    autoReconnect: { retries: -1, delay: 3000 },
  });
  // Not while the page takes over what the server has rendered: it has to find the same.
  onNuxtReady(open);

  watch(
    environment,
    (now) => {
      if (now === undefined || now.key === live.value.environment) return;
      live.value = { status: 'connecting', environment: now.key, version: now.rulesetVersion };
    },
    { immediate: true },
  );
  watch(status, (now) => {
    live.value = {
      ...live.value,
      status: now === 'OPEN' ? 'live' : now === 'CLOSED' ? 'offline' : 'connecting',
    };
  });
  watch(data, (text) => {
    const change = parse(text);
    if (change?.environment === live.value.environment && change.version !== live.value.version) {
      live.value = { ...live.value, version: change.version };
    }
  });
}

export function useLive() {
  const live = useLiveState();

  /** Calls back when something has changed in the environment in view, and when one was away for a while. */
  function onLiveChange(callback: () => unknown) {
    watch(live, (now, before) => {
      const moved = now.environment === before.environment && now.version !== before.version;
      const isBack = now.status === 'live' && before.status === 'offline';
      if (moved || isBack) void callback();
    });
    useEventListener('focus', () => void callback());
  }

  return { live, onLiveChange };
}

function parse(text: string | null): { environment: string; version: number } | undefined {
  try {
    return text === null
      ? undefined
      : (JSON.parse(text) as { environment: string; version: number });
  } catch {
    return undefined;
  }
}
