import type { ChangePreviewResponse, TenantImpactResponse } from '@halyard/contracts';
import { expectProblem, pointersOf, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';

let api: TestApi;
let ada: Person;
beforeAll(async () => {
  api = await startApi();
  ada = api.as('ada');
});
afterAll(() => api.close());

const PATH = '/api/admin/changes/preview';

async function preview(change: object, who = ada): Promise<ChangePreviewResponse> {
  const { status, body } = await who.post<ChangePreviewResponse>(PATH, { change });
  expect([status, body]).toEqual([200, body]);
  return body;
}

const told = (impact: readonly TenantImpactResponse[]) =>
  impact.map((one) => [one.flag, one.tenant, one.impact]);
const configure = (key: string, patch: object, environment = 'staging') => ({
  action: 'flag.configure',
  key,
  environment,
  ...patch,
});

describe('a preview', () => {
  it('names who gains and who loses, and changes nothing', async () => {
    await ada.createFlag('pilot', {
      environments: { staging: { state: 'targeted', scope: { plans: ['pro'] } } },
    });
    const change = configure('pilot', { scope: { plans: ['enterprise'] } });
    const { impact, impacted, tenants, gate, differences } = await preview(change);
    expect(told(impact)).toEqual([
      ['pilot', '98chimp', 'loses'],
      ['pilot', 'acme', 'loses'],
      ['pilot', 'loomi', 'gains'],
      ['pilot', 'pty-zeroth', 'gains'],
    ]);
    expect(impact[2]).toMatchObject({
      environment: 'staging',
      before: { value: false, variant: 'off' },
      after: { value: true, variant: 'on', source: 'rule', reason: 'TARGETING_MATCH' },
    });
    expect([impacted, tenants]).toEqual([4, 5]);
    expect(gate).toEqual({ approvalRequired: false, reasons: [], breakGlass: false });
    expect(differences).toContainEqual({
      pointer: '/scope/plans/0',
      before: 'pro',
      after: 'enterprise',
    });
    expect(await ada.sees('pilot', 'acme')).toBe(true);
    expect(await ada.history('pilot')).toHaveLength(1);
  });

  it('counts who has the flag now, and who would', async () => {
    await ada.createFlag('reached', {
      environments: { staging: { state: 'targeted', scope: { plans: ['pro'] } } },
    });
    const wider = configure('reached', { scope: { plans: ['pro', 'free'] } });
    const about = { environment: 'staging', flag: 'reached' };
    expect((await preview(wider)).reach).toEqual([
      { ...about, before: 2, after: 3, partly: 0, tenants: ['98chimp', 'acme', 'dk_derby'] },
    ]);
    const same = configure('reached', { scope: { plans: ['pro'] } });
    expect((await preview(same)).reach).toMatchObject([{ before: 2, after: 2 }]);
    const byUser = configure('reached', {
      state: 'rollout',
      rollout: { percentage: 40, bucketBy: 'user' },
    });
    expect((await preview(byUser)).reach).toMatchObject([{ after: 2, partly: 2 }]);
  });

  it('is what the tenants get when the change is made', async () => {
    await ada.createFlag('followed', { environments: { staging: { state: 'off' } } });
    await ada.put('/api/admin/overrides/staging/acme/followed', { variant: 'on', reason: 'x' });
    const patch = { state: 'rollout', rollout: { percentage: 50, bucketBy: 'tenant' } };
    const { impact } = await preview(configure('followed', patch));
    await ada.configure('followed', 'staging', patch);
    for (const tenant of ['98chimp', 'acme', 'dk_derby', 'loomi', 'pty-zeroth']) {
      const found = impact.find((one) => one.tenant === tenant);
      const expected = found?.after.value ?? tenant === 'acme';
      expect([tenant, await ada.sees('followed', tenant)]).toEqual([tenant, expected]);
    }
  });

  it('says what share of the users where that is what a rollout is of', async () => {
    const rollout = (percentage: number) => ({
      state: 'rollout',
      rollout: { percentage, bucketBy: 'user' },
    });
    await ada.createFlag('shared', { environments: { staging: rollout(5) } });
    const { impact } = await preview(configure('shared', rollout(60)));
    expect(impact).toHaveLength(5);
    for (const { impact: kind, before, after } of impact) {
      expect(kind).toBe('gains');
      expect(before.usersPct).toBeLessThan(20);
      expect(after.usersPct).toBeGreaterThan(40);
    }
  });

  it('tells of the flags that require what is changed', async () => {
    await ada.createFlag('base', { environments: { staging: { state: 'on' } } });
    const prerequisites = [{ flag: 'base', variants: ['on'] }];
    await ada.createFlag('upper', { prerequisites, environments: { staging: { state: 'on' } } });
    const { impact } = await preview({
      action: 'flag.disable',
      key: 'base',
      environment: 'staging',
      reason: 'x',
    });
    expect(new Set(impact.map(({ flag }) => flag))).toEqual(new Set(['base', 'upper']));
    expect(impact.every(({ impact: kind }) => kind === 'loses')).toBe(true);
  });

  it('tells what a kill switch and a tenant’s other plan would do', async () => {
    await ada.createFlag('paid', {
      category: 'payments',
      environments: { staging: { state: 'targeted', scope: { plans: ['enterprise'] } } },
    });
    const kill = {
      action: 'kill.engage',
      environment: 'staging',
      category: 'payments',
      reason: 'x',
    };
    expect(told((await preview(kill)).impact)).toEqual([
      ['paid', 'loomi', 'loses'],
      ['paid', 'pty-zeroth', 'loses'],
    ]);
    const { impact } = await preview({ action: 'tenant.update', slug: 'acme', plan: 'enterprise' });
    expect(told(impact.filter(({ flag }) => flag === 'paid'))).toEqual([['paid', 'acme', 'gains']]);
  });

  it('tells what a tenant loses that goes, and what it has when it comes back', async () => {
    await ada.createFlag('theirs', { environments: { staging: { state: 'on' } } });
    await ada.post('/api/admin/tenants', { slug: 'leaving', name: 'Leaving', plan: 'free' });
    const about = ({ impact }: ChangePreviewResponse) =>
      told(
        impact.filter(({ environment, flag }) => environment === 'staging' && flag === 'theirs'),
      );
    const going = { action: 'tenant.update', slug: 'leaving', status: 'archived' };
    expect(about(await preview(going))).toEqual([['theirs', 'leaving', 'loses']]);
    const staying = { action: 'tenant.update', slug: 'leaving', name: 'Left' };
    expect(await preview(staying)).toMatchObject({ tenants: 1, impact: [] });

    await ada.patch('/api/admin/tenants/leaving', { status: 'archived' });
    const back = { action: 'tenant.update', slug: 'leaving', status: 'active' };
    expect(about(await preview(back))).toEqual([['theirs', 'leaving', 'gains']]);
    const renamed = { action: 'tenant.update', slug: 'leaving', name: 'Left' };
    expect(await preview(renamed)).toMatchObject({ tenants: 0, impact: [] });
  });

  it('names the users whom a segment gains or loses', async () => {
    await ada.post('/api/admin/segments', { key: 'early', name: 'Early' });
    await ada.post('/api/admin/segments/early/members', { list: 'included', add: ['ann', 'bob'] });
    const rules = [{ id: 'early', segments: ['early'], serve: { variant: 'on' } }];
    await ada.createFlag('for_early', { environments: { staging: { state: 'targeted', rules } } });
    const change = {
      action: 'segment.members',
      key: 'early',
      list: 'included',
      add: ['zoe'],
      remove: ['ann'],
    };
    const { users, impact } = await preview(change);
    const staging = { environment: 'staging', flag: 'for_early' };
    expect(users).toEqual([
      { ...staging, user: 'ann', impact: 'loses' },
      { ...staging, user: 'zoe', impact: 'gains' },
    ]);
    expect(impact).toEqual([]);
    const excluded = { ...change, list: 'excluded', add: ['bob', 'stranger'], remove: undefined };
    expect((await preview(excluded)).users).toEqual([{ ...staging, user: 'bob', impact: 'loses' }]);
  });

  it('says that it would wait for approval, or act at once all the same', async () => {
    const { gate } = await preview(configure('pilot', { state: 'on' }, 'prod'));
    expect(gate).toMatchObject({ approvalRequired: true, breakGlass: false });
    expect(gate.reasons.join()).toContain('prod');
  });

  it('refuses what the change itself would be refused for', async () => {
    const nowhere = configure('pilot', { scope: { tenantSlugs: ['nobody'] } });
    const problem = await expectProblem('validation_error', ada.post(PATH, { change: nowhere }));
    expect(pointersOf(problem)).toEqual(['/scope/tenantSlugs/0']);
    await expectProblem(
      'permission_denied',
      api.as('vera').post(PATH, { change: configure('pilot', { state: 'on' }) }),
    );
    expect(pointersOf(await expectProblem('validation_error', ada.post(PATH, {})))).toEqual([
      '/change',
    ]);
  });

  it('shows those who manage one tenant that tenant alone', async () => {
    await ada.put('/api/admin/members/98chimp/toni', { roles: ['editor'] });
    const change = {
      action: 'override.set',
      environment: 'staging',
      tenant: '98chimp',
      flag: 'base',
      variant: 'off',
      reason: 'x',
    };
    const { impact, tenants } = await preview(change, api.as('toni'));
    expect(tenants).toBe(1);
    expect(new Set(impact.map(({ tenant }) => tenant))).toEqual(new Set(['98chimp']));
  });
});
