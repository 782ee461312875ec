import type {
  OverridePageResponse,
  OverrideResponse,
  RemoveOverrideDto,
  SetOverrideDto,
} from '@halyard/contracts';

/** Whose override: a tenant's, or one of its users'. */
export interface OverrideOwner {
  readonly environment: string;
  readonly tenant: string;
  readonly user: string | null;
}

/** A flag's overrides in every environment (or one tenant's of it), and the ways to change them. */
export function useOverrides(flag: string, tenant?: string) {
  const api = useAdminApi();
  const { data, error, status, refresh } = useAsyncData(
    `overrides:${flag}:${tenant ?? ''}`,
    async () =>
      (
        await answer<OverridePageResponse>(
          api.GET('/api/admin/overrides', { params: { query: { flag, tenant, limit: 200 } } }),
        )
      ).items,
    { default: () => [] as readonly OverrideResponse[], server: false, lazy: true },
  );
  const { onLiveChange } = useLive();
  onLiveChange(refresh);

  const TENANT = '/api/admin/overrides/{environment}/{tenant}/{flag}';
  const USER = '/api/admin/overrides/{environment}/{tenant}/{flag}/{user}';
  /** Where it is. The API's document does not name these parameters. */
  const at = ({ environment, tenant, user }: OverrideOwner) =>
    ({ path: { environment, tenant, flag, user } }) as never;

  async function set(owner: OverrideOwner, body: SetOverrideDto) {
    const params = at(owner);
    await answer(
      owner.user === null ? api.PUT(TENANT, { params, body }) : api.PUT(USER, { params, body }),
    );
    await refresh();
  }

  async function end(owner: OverrideOwner, body: RemoveOverrideDto) {
    const params = at(owner);
    await answer(
      owner.user === null
        ? api.DELETE(TENANT, { params, body })
        : api.DELETE(USER, { params, body }),
    );
    await refresh();
  }

  /** Off for a tenant and all its users, at once. */
  async function rollBack(environment: string, tenant: string, reason: string) {
    await answer(
      api.POST('/api/admin/flags/{key}/actions/rollback', {
        params: { path: { key: flag }, header: idempotent() },
        body: { environment, tenant, reason },
      }),
    );
    await refresh();
  }

  return {
    overrides: data,
    ...useReadState({ error, status }),
    refresh,
    set,
    end,
    rollBack,
  };
}

export type OverridesResource = ReturnType<typeof useOverrides>;
