import type { AuditEntryResponse } from '@halyard/contracts';
import type { Place } from '~/audit/places';
import { placeFrom, placeText } from '~/audit/places';

/** The entry that the URL has open: `?entry=platform:12`. */
export function useOpenEntry() {
  const route = useRoute();
  const place = computed(() => placeFrom(route.query['entry']));
  const linkTo = (to: Place) => ({
    path: '/audit',
    query: {
      ...(route.path === '/audit' ? route.query : { env: route.query['env'] }),
      entry: placeText(to),
    },
  });
  const close = () => navigateTo({ query: { ...route.query, entry: undefined } });
  return { place, linkTo, close };
}

/** One entry, by its place. */
export function useAuditEntry(place: Readonly<Ref<Place>>) {
  const api = useAdminApi();
  const { data, error, status, refresh } = useAsyncData(
    'audit-entry',
    () =>
      answer<AuditEntryResponse>(
        api.GET('/api/admin/audit/entries/{stream}/{seq}', {
          params: { path: { stream: place.value.stream, seq: String(place.value.seq) } },
        }),
      ),
    { server: false, lazy: true, watch: [place] },
  );
  return {
    entry: computed(() => (status.value === 'success' ? data.value : undefined)),
    problem: useReadProblem(error),
    refresh,
  };
}
