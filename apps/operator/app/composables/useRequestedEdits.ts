import { ConfirmDialog } from '#components';
import type { ChangeRequestResponse, FlagResponse } from '@halyard/contracts';
import { draftOf, withChange } from '~/flags/draft';
import { baseOf } from '~/flags/kept-drafts';

/** Opens a flag with what one's own request would make of it, as edits that go back to the request. */
export function useRequestedEdits() {
  const api = useAdminApi();
  const kept = useKeptDrafts();
  const overlays = useOverlay();
  const { environment } = useEnvironments();

  const mayReplace = (flag: string) =>
    overlays.create(ConfirmDialog, { destroyOnClose: true }).open({
      title: `Discard your unsaved changes of ${flag}?`,
      description: 'You have edited it, and saved nothing yet.',
      confirm: 'Discard',
      cancel: 'Keep them',
    });

  return async ({ ref, change }: ChangeRequestResponse): Promise<void> => {
    if (change.action !== 'flag.configure' && change.action !== 'flag.update') return;
    const { key } = change;
    const env = 'environment' in change ? change.environment : (environment.value?.key ?? '');
    if (kept.read(key, env) !== undefined && !(await mayReplace(key))) return;
    const flag = await answer<FlagResponse>(
      api.GET('/api/admin/flags/{key}', { params: { path: { key } } }),
    );
    const draft = withChange(draftOf(flag, env), change);
    kept.keep(key, env, { base: baseOf(flag, env), draft, request: ref });
    const tab = change.action === 'flag.update' ? { tab: 'details' } : {};
    await navigateTo({ path: '/flags', query: { env, flag: key, ...tab } });
  };
}
