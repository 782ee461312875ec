import type { CreateEnvironmentDto, UpdateEnvironmentDto } from '@halyard/contracts';

/** The ways to change which environments there are. */
export function useEnvironmentChanges() {
  const api = useAdminApi();
  const { refresh } = useEnvironments();

  async function create(body: CreateEnvironmentDto) {
    await answer(api.POST('/api/admin/environments', { body }));
    await Promise.all([refresh(), refreshNuxtData('rulesets')]);
  }

  async function update(key: string, body: UpdateEnvironmentDto) {
    await answer(api.PATCH('/api/admin/environments/{key}', { params: { path: { key } }, body }));
    await refresh();
  }

  return { create, update };
}
