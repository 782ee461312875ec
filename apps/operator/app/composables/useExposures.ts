import type { ExposuresResponse } from '@halyard/contracts';
import type { Range } from '~/exposures/ranges';
import { RANGE_NAMES, RANGES } from '~/exposures/ranges';

const EVERY_MS = 60_000;

/** How far back one looks, kept in the URL. */
export function useExposureRange() {
  const route = useRoute();
  return computed<Range>({
    get: () => RANGE_NAMES.find((name) => name === route.query['range']) ?? '24h',
    set: (name) =>
      void navigateTo(
        { query: { ...route.query, range: name === '24h' ? undefined : name } },
        { replace: true },
      ),
  });
}

/** How often each variant of a flag was served in an environment, as it is now: asked again each minute. */
export function useExposures(
  key: string,
  environment: Readonly<Ref<string>>,
  range: Readonly<Ref<Range>>,
) {
  const api = useAdminApi();
  const { data, error, status, refresh } = useAsyncData(
    `exposures:${key}`,
    async () => {
      const query = { environment: environment.value, hours: RANGES[range.value].hours };
      const params = { path: { key }, query };
      const exposures = await answer<ExposuresResponse>(
        api.GET('/api/admin/flags/{key}/exposures', { params }),
      );
      return { ...exposures, hours: query.hours };
    },
    { watch: [environment, range], server: false, lazy: true },
  );
  useIntervalFn(() => void refresh(), EVERY_MS);

  /** What is asked for, not what was before. */
  const shown = computed(() =>
    data.value?.environment === environment.value && data.value.hours === RANGES[range.value].hours
      ? data.value
      : undefined,
  );
  return {
    exposures: shown,
    ...useReadState({ error, status }),
    refresh,
  };
}
