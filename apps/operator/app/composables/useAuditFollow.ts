import { problemOf } from '~/api/problem';
import type { AuditTrailResource } from './useAuditTrail';

/** Whoever changes much at once is followed in steps. */
const PAUSE_MS = 250;

/**
 * The trail as it grows, for as long as it is followed: new entries come in at the top, and wait while somebody
 * reads.
 */
export function useAuditFollow(trail: AuditTrailResource, reading: Readonly<Ref<boolean>>) {
  const route = useRoute();
  const following = computed({
    get: () => route.query['follow'] === 'true',
    set: (on) =>
      void navigateTo(
        { query: { ...route.query, follow: on ? 'true' : undefined } },
        { replace: true },
      ),
  });

  const { event, status, data, open, close } = useEventSource(
    '/api/admin/audit/tail',
    ['entry', 'missed'],
    { immediate: false, autoConnect: false, autoReconnect: { retries: -1, delay: 3000 } },
  );
  onNuxtReady(() => watch(following, (on) => (on ? open() : close()), { immediate: true }));

  const waiting = shallowRef<Awaited<ReturnType<typeof trail.fetchNew>>>();
  /** Those that came last, to be seen as such. */
  const fresh = shallowRef<ReadonlySet<string>>(new Set());

  const look = useDebounceFn(
    async () => {
      if (!following.value) return;
      const found = await trail.fetchNew().catch((error: unknown) => {
        // The list says by itself when it cannot be read; the next event tries again.
        if (problemOf(error).code !== 'unreachable') throw error;
      });
      if (found === undefined || found.entries.length === 0) return;
      waiting.value = found;
      if (!reading.value) show();
    },
    PAUSE_MS,
    { maxWait: 4 * PAUSE_MS },
  );
  watch([event, data], () => void look());
  // Back after a while: what came meanwhile was told to nobody.
  watch(status, (now) => now === 'OPEN' && void look());
  watch(trail.filters, () => (waiting.value = undefined));

  function show() {
    if (waiting.value === undefined) return;
    fresh.value = new Set(waiting.value.entries.map(({ id }) => id));
    trail.show(waiting.value);
    waiting.value = undefined;
  }

  return {
    following,
    isOpen: computed(() => following.value && status.value === 'OPEN'),
    waiting: computed(() => waiting.value?.entries.length ?? 0),
    fresh,
    show,
  };
}
