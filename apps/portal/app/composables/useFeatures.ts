import type { FeaturePageResponse, FeatureResponse } from '@halyard/contracts';

const PATIENCE_MS = 3_000;

/** What is on for the signed-in person's tenant, asked again whenever a flag of theirs has changed. */
export function useFeatures() {
  const api = useApi();
  const { flags } = useFeatureFlags();

  async function all(cursor?: string): Promise<FeatureResponse[]> {
    const query = { limit: 200, cursor };
    const { items, nextCursor } = await api<FeaturePageResponse>('/api/features', {
      query,
      timeout: PATIENCE_MS,
    });
    return nextCursor === null ? [...items] : [...items, ...(await all(nextCursor))];
  }

  const { data, error, status, refresh } = useAsyncData('features', () => all(), { lazy: true });
  watch(flags, () => void refresh());

  return {
    features: computed(() => data.value ?? []),
    isLoaded: computed(() => data.value !== undefined),
    loading: computed(() => status.value === 'pending'),
    error,
    refresh,
  };
}
