import type {
  ConfigureFlagDto,
  FlagResponse,
  ListedFlagResponse,
  UpdateFlagDto,
} from '@halyard/contracts';
import type { DialogAction } from '~/flags/actions';

/** A flag as it was read, or as a write has answered it: that says nothing of what made it stale. */
type KnownFlag = FlagResponse & Partial<Pick<ListedFlagResponse, 'stale'>>;

/** One flag as it is now, and every way to change it. A write's answer is the flag from then on. */
export function useFlag(key: string) {
  const api = useAdminApi();
  const path = { key };
  const fetch = () => answer<KnownFlag>(api.GET('/api/admin/flags/{key}', { params: { path } }));
  const {
    data: flag,
    error,
    refresh,
  } = useAsyncData(`flag:${key}`, fetch, { server: false, lazy: true });

  /** The flag as it is now. Where it cannot be had, the one that is there stays, and edits of it with it. */
  const follow = () => renew(flag, fetch);

  const written = async (call: Parameters<typeof answer>[0]) => {
    flag.value = await answer<FlagResponse>(call);
  };

  const update = (body: UpdateFlagDto) =>
    written(api.PATCH('/api/admin/flags/{key}', { params: { path }, body }));

  const configure = (environment: string, body: ConfigureFlagDto) =>
    written(
      api.PATCH('/api/admin/flags/{key}/environments/{environment}', {
        params: { path: { key, environment } },
        body,
      }),
    );

  const act = (action: DialogAction, environment: string, reason: string) =>
    action === 'archive' || action === 'restore'
      ? written(
          api.POST(`/api/admin/flags/{key}/actions/${action}`, {
            params: { path, header: idempotent() },
            body: { reason },
          }),
        )
      : written(
          api.POST(`/api/admin/flags/{key}/actions/${action}`, {
            params: { path, header: idempotent() },
            body: { environment, reason },
          }),
        );

  return {
    flag,
    problem: useReadProblem(error),
    refresh,
    follow,
    update,
    configure,
    act,
  };
}

export type FlagResource = ReturnType<typeof useFlag>;
