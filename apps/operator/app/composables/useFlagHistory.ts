import type { AuditEntryResponse, AuditPageResponse } from '@halyard/contracts';

/** A flag's audit entries, newest first; in one environment, or in all of them. */
export function useFlagHistory(key: string, environment: Readonly<Ref<string | undefined>>) {
  const api = useAdminApi();
  const fetchPage = (cursor?: string) =>
    answer<AuditPageResponse>(
      api.GET('/api/admin/flags/{key}/history', {
        params: { path: { key }, query: { environment: environment.value, limit: 20, cursor } },
      }),
    );

  return usePaged<AuditEntryResponse>(`history:${key}`, fetchPage, {
    watch: [environment],
    server: false,
  });
}
