import type {
  EvaluateFlagResponse,
  OverridePageResponse,
  OverrideResponse,
} from '@halyard/contracts';
import { expectProblem, pointersOf, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';
import { describeTenantOwned } from '../../test/contracts/tenant-owned.ts';

let api: TestApi;
let shahin: Person;

beforeAll(async () => {
  api = await startApi();
  shahin = api.as('shahin');
  await shahin.createFlag('pinned');
});
afterAll(() => api.close());

const at = (tenant: string, flag = 'pinned') => `/api/admin/overrides/staging/${tenant}/${flag}`;
const on = { variant: 'on', reason: 'a pilot' };

const evaluated = async (tenant: string, user = '') =>
  (
    await shahin.get<EvaluateFlagResponse>(
      `/api/flags/eval?key=pinned&tenant=${tenant}${user && `&user=${user}`}`,
    )
  ).body;

describe('an override', () => {
  it('is for its tenant alone, until it is ended', async () => {
    await shahin.put(at('98chimp'), on);
    expect(await evaluated('98chimp')).toMatchObject({ value: true, source: 'tenant_override' });
    expect((await evaluated('loomi')).value).toBe(false);
    const { body } = await shahin.call<OverridePageResponse>('DELETE', at('98chimp'), {
      reason: 'over',
    });
    expect(body.items).toEqual([]);
    expect((await evaluated('98chimp')).value).toBe(false);
  });

  it('of a user goes before that of the tenant', async () => {
    await shahin.put(at('acme'), on);
    await shahin.put(`${at('acme')}/u-1`, { variant: 'off', reason: 'not for her' });
    expect(await evaluated('acme', 'u-1')).toMatchObject({ value: false, source: 'user_override' });
    expect(await evaluated('acme', 'u-2')).toMatchObject({
      value: true,
      source: 'tenant_override',
    });
  });

  it('takes a percentage inside the tenant', async () => {
    await shahin.put(at('loomi'), { ...on, percentage: 40 });
    const users = Array.from({ length: 50 }, (_, index) => `u-${index}`);
    const answers = await Promise.all(users.map((user) => evaluated('loomi', user)));
    for (const { value, bucket } of answers) expect(value).toBe((bucket ?? 100) < 40);
    expect(new Set(answers.map(({ value }) => value)).size).toBe(2);
  });

  it('stops to count at its instant, without a write, and is in the audit when that has passed', async () => {
    const expiresAt = new Date(Date.now() + 1_500).toISOString();
    await shahin.put(at('pty-zeroth'), { ...on, expiresAt });
    expect((await evaluated('pty-zeroth')).value).toBe(true);
    await until(async () => !(await evaluated('pty-zeroth')).value);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expiresAt));
    await until(async () =>
      (await shahin.history('pinned')).some(
        ({ action, tenant }) => action === 'override.expire' && tenant === 'pty-zeroth',
      ),
    );
  });

  it('is left off for the tenant and all its users by a rollback, at once', async () => {
    await shahin.put(at('dk_derby'), on);
    await shahin.put(`${at('dk_derby')}/u-1`, on);
    await api.as('olga').post('/api/admin/flags/pinned/actions/rollback', {
      environment: 'staging',
      tenant: 'dk_derby',
      reason: 'it burns',
    });
    expect((await evaluated('dk_derby', 'u-1')).value).toBe(false);
    expect((await evaluated('dk_derby', 'u-2')).value).toBe(false);
    const { body } = await shahin.get<OverridePageResponse>('/api/admin/overrides?tenant=dk_derby');
    expect(body.items).toMatchObject([{ user: null, variant: 'off', setBy: 'olga' }]);
  });

  it.each([
    [{ variant: 'on' }, ['/reason']],
    [{ ...on, variant: 'blue' }, ['/variant']],
    [{ ...on, percentage: 101 }, ['/percentage']],
    [{ ...on, expiresAt: '2020-01-01T00:00:00Z' }, ['/expiresAt']],
    [{ ...on, expiresAt: 'tomorrow' }, ['/expiresAt']],
    [{ ...on, colour: 'red' }, ['/colour']],
  ])('is refused as %j', async (body, pointers) => {
    const problem = await expectProblem('validation_error', shahin.put(at('98chimp'), body));
    expect(pointersOf(problem)).toEqual(pointers);
  });

  it('is refused for a tenant or a flag that is not there, and from an older version', async () => {
    await expectProblem('not_found', shahin.put(at('nobody'), on));
    await expectProblem('not_found', shahin.put(at('98chimp', 'no_flag'), on));
    const { body } = await shahin.put<OverrideResponse>(at('98chimp'), on);
    await shahin.put(at('98chimp'), { ...on, percentage: 10, version: body.version });
    await expectProblem(
      'version_conflict',
      shahin.put(at('98chimp'), { ...on, percentage: 20, version: body.version }),
    );
  });

  it('that turns a flag on whose prerequisite is off says so', async () => {
    await shahin.createFlag('needs_pinned', {
      prerequisites: [{ flag: 'gdpr_export', variants: ['on'] }],
    });
    const problem = await expectProblem(
      'dependency_unmet',
      shahin.put(at('98chimp', 'needs_pinned'), on),
    );
    expect(problem.detail).toContain('gdpr_export');
    const other = await expectProblem(
      'dependency_unmet',
      shahin.configure('needs_pinned', 'staging', { state: 'on' }),
    );
    expect(other.detail).toContain('gdpr_export');
  });
});

describeTenantOwned('overrides', {
  api: () => api,
  roles: ['editor'],
  create: (tenant) => shahin.put(at(tenant), on),
  routes: (tenant) => [
    { method: 'PUT', path: at(tenant), body: { ...on, percentage: 30 } },
    { method: 'PUT', path: `${at(tenant)}/u-9`, body: on },
    { method: 'DELETE', path: `${at(tenant)}/u-9`, body: { reason: 'over' } },
    { method: 'DELETE', path: at(tenant), body: { reason: 'over' } },
  ],
  list: {
    path: '/api/admin/overrides',
    by: 'tenant',
    ownerOf: ({ tenant }: OverrideResponse) => tenant,
  },
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
