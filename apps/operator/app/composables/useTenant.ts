import type { CreateTenantDto, TenantResponse, UpdateTenantDto } from '@halyard/contracts';

/** One tenant as it is now. */
export function useTenant(slug: string) {
  const api = useAdminApi();
  const params = { path: { slug } };
  const {
    data: tenant,
    error,
    refresh,
  } = useAsyncData(
    `tenant:${slug}`,
    () => answer<TenantResponse>(api.GET('/api/admin/tenants/{slug}', { params })),
    { server: false, lazy: true },
  );

  async function update(body: UpdateTenantDto) {
    tenant.value = await answer<TenantResponse>(
      api.PATCH('/api/admin/tenants/{slug}', { params, body: body as never }),
    );
  }

  return {
    tenant,
    problem: useReadProblem(error),
    refresh,
    update,
  };
}

export type TenantResource = ReturnType<typeof useTenant>;

export function useCreateTenant() {
  const api = useAdminApi();
  return (body: CreateTenantDto) =>
    answer<TenantResponse>(api.POST('/api/admin/tenants', { body: body as never }));
}
