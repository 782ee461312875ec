import type { Change, ChangePreviewResponse } from '@halyard/contracts';

/** What a change would do, as the API says it: the gate's verdict, the differences, who gains and loses. */
export function useChangePreview() {
  const api = useAdminApi();
  return (change: Change) =>
    answer<ChangePreviewResponse>(
      api.POST('/api/admin/changes/preview', { body: { change: change as never } }),
    );
}
