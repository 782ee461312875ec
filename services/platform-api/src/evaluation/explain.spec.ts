import type {
  ChangeRequestResponse,
  ExplainAllResponse,
  ExplainResponse,
} from '@halyard/contracts';
import { expectProblem, pointersOf, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';

let api: TestApi;
let shahin: Person;

beforeAll(async () => {
  api = await startApi();
  shahin = api.as('shahin');
});
afterAll(() => api.close());

describe('the playground', () => {
  const explain = (body: object) =>
    shahin.post<ExplainResponse>('/api/admin/evaluate/explain', body);

  it('says what each lane said, up to the one that answered', async () => {
    await shahin.createFlag('explained', {
      environments: { staging: { state: 'targeted', scope: { plans: ['enterprise'] } } },
    });
    const { body } = await explain({ key: 'explained', tenantSlug: 'acme' });
    expect(body.result).toMatchObject({ value: false, reason: 'DEFAULT', source: 'default' });
    expect(body.trace.at(-1)).toMatchObject({ lane: 'scope', outcome: 'answered' });
    expect(body.trace.slice(0, -1).every(({ outcome }) => outcome === 'passed')).toBe(true);
  });

  it('answers as if a change had been made, and makes none', async () => {
    const change = {
      action: 'flag.configure',
      key: 'explained',
      environment: 'staging',
      scope: { plans: ['pro'] },
    };
    const { body } = await explain({ key: 'explained', tenantSlug: 'acme', change });
    expect(body.result).toMatchObject({ value: true, source: 'rule' });
    expect(await shahin.sees('explained', 'acme')).toBe(false);
    expect(await shahin.history('explained')).toHaveLength(1);
  });

  it('refuses a change that could not be made, by its pointer', async () => {
    const faulty = {
      action: 'flag.configure',
      key: 'explained',
      environment: 'staging',
      state: 'maybe',
    };
    const problem = await expectProblem(
      'validation_error',
      explain({ key: 'explained', change: faulty }),
    );
    expect(pointersOf(problem)).toEqual(['/change/state']);
    const unknown = { action: 'flag.explode', key: 'explained', environment: 'staging' };
    const other = await expectProblem(
      'validation_error',
      explain({ key: 'explained', change: unknown }),
    );
    expect(pointersOf(other)).toEqual(['/change/action']);
  });

  it('says for whom it asked: the plan, partner and attributes that the tenant’s record has', async () => {
    const context = { targetingKey: 'kim', country: 'DK', plan: 'free' };
    const { body } = await explain({ key: 'explained', tenantSlug: '98chimp', context });
    expect(body).toMatchObject({ environment: 'staging', tenant: '98chimp' });
    expect(body.context).toMatchObject({
      targetingKey: 'kim',
      plan: 'pro',
      partnerSlug: 'nordic',
      attributes: { country: 'DK' },
    });
  });

  it('keeps the overrides of flags that a change does not touch', async () => {
    await shahin.createFlag('overridden', { environments: { dev: { state: 'off' } } });
    await shahin.put('/api/admin/overrides/dev/acme/overridden', { variant: 'on', reason: 'x' });
    const change = {
      action: 'flag.configure',
      key: 'explained',
      environment: 'dev',
      state: 'on',
    };
    const about = { key: 'overridden', tenantSlug: 'acme', environment: 'dev' };
    for (const asked of [about, { ...about, change }]) {
      expect((await explain(asked)).body.result).toMatchObject({ source: 'tenant_override' });
    }
  });

  it('asks for a tenant as its record would be', async () => {
    const change = { action: 'tenant.update', slug: 'acme', plan: 'enterprise' };
    const ada = api.as('ada');
    const { body } = await ada.post<ExplainResponse>('/api/admin/evaluate/explain', {
      key: 'explained',
      tenantSlug: 'acme',
      environment: 'staging',
      change,
    });
    expect(body.context.plan).toBe('enterprise');
    expect(body.result).toMatchObject({ value: true });
  });

  it('shows what a filed request would do to whoever may read it, until it is closed', async () => {
    const change = {
      action: 'flag.configure',
      key: 'explained',
      environment: 'prod',
      state: 'on',
    };
    const filed = await shahin.post<ChangeRequestResponse>('/api/admin/change-requests', {
      change,
      rationale: 'x',
    });
    const { ref } = filed.body;
    const about = { key: 'explained', tenantSlug: 'acme', environment: 'prod' };
    const vera = api.as('vera');
    const asVera = (body: object) =>
      vera.post<ExplainResponse>('/api/admin/evaluate/explain', body);
    expect((await asVera(about)).body.result.value).toBe(false);
    expect((await asVera({ ...about, request: ref })).body.result.value).toBe(true);
    await expectProblem('permission_denied', asVera({ ...about, change }));
    const both = await expectProblem(
      'validation_error',
      explain({ ...about, change, request: ref }),
    );
    expect(pointersOf(both)).toEqual(['/request']);
    await shahin.post(`/api/admin/change-requests/${ref}/withdraw`, {});
    await expectProblem('request_closed', asVera({ ...about, request: ref }));
    await expectProblem('not_found', asVera({ ...about, request: 'CR-999999' }));
  });

  it('says what every flag comes to and which lane decided, but for the sensitive ones', async () => {
    await shahin.createFlag('secret_one', { sensitive: true });
    const ask = (who: Person, more = {}) =>
      who.post<ExplainAllResponse>('/api/admin/evaluate/explain-all', {
        tenantSlug: 'loomi',
        environment: 'staging',
        ...more,
      });
    const { body } = await ask(shahin);
    const keys = body.items.map(({ key }) => key);
    expect(keys).toEqual(keys.toSorted());
    expect(keys).not.toContain('secret_one');
    const laneOf = (answer: ExplainAllResponse) =>
      answer.items.find(({ key }) => key === 'explained');
    expect(laneOf(body)).toMatchObject({ lane: 'targeted', value: true, variant: 'on' });
    expect((await ask(api.as('olga'))).body.items.map(({ key }) => key)).toContain('secret_one');
    const change = {
      action: 'flag.disable',
      key: 'explained',
      environment: 'staging',
      reason: 'x',
    };
    expect(laneOf((await ask(shahin, { change })).body)).toMatchObject({
      lane: 'off',
      value: false,
    });
    await expectProblem('permission_denied', ask(api.as('user@loomi')));
  });
});

describe('someone who is there for one tenant', () => {
  const explainTo = (sub: string, body: object) =>
    api.as(sub).post<ExplainResponse>('/api/admin/evaluate/explain', body);
  const about = { key: 'told_to_toni', tenantSlug: '98chimp', environment: 'staging' };

  beforeAll(async () => {
    await shahin.createFlag('hush_hush', {
      sensitive: true,
      environments: { staging: { state: 'on' } },
    });
    await shahin.createFlag('told_basis', { environments: { staging: { state: 'on' } } });
    const serve = { variant: 'on' };
    await shahin.createFlag('told_to_toni', {
      prerequisites: [
        { flag: 'told_basis', variants: ['on'] },
        { flag: 'hush_hush', variants: ['on'] },
      ],
      environments: {
        staging: {
          state: 'targeted',
          rules: [
            {
              id: 'loomis',
              when: [{ attribute: 'tenant', op: 'in', values: ['loomi'] }],
              serve,
            },
            {
              id: 'nordic_few',
              when: [{ attribute: 'partner', op: 'equals', values: ['nordic'] }],
              serve,
              rollout: { percentage: 0, bucketBy: 'tenant' },
            },
            { id: 'pros', when: [{ attribute: 'plan', op: 'equals', values: ['pro'] }], serve },
          ],
        },
      },
    });
  });

  it('is told what each lane said for that one, as anyone is', async () => {
    const { status, body } = await explainTo('toni', about);
    expect(status).toBe(200);
    const whole = (await explainTo('shahin', about)).body;
    expect(body.result).toEqual(whole.result);
    expect(body.result).toMatchObject({ value: true, ruleId: 'pros' });
    const said = ({ trace }: ExplainResponse) =>
      trace.map(({ lane, outcome, detail }) => ({ lane, outcome, detail }));
    expect(said(body)).toEqual(said(whole));
  });

  it('is told of no rule that names others, and of no sensitive flag', async () => {
    const laneOf = ({ trace }: ExplainResponse, lane: string) =>
      trace.find((account) => account.lane === lane);
    const { body } = await explainTo('toni', about);
    const rules = laneOf(body, 'rules')?.rules?.map(({ ruleId }) => ruleId);
    expect(rules).toEqual(['nordic_few', 'pros']);
    const met = laneOf(body, 'prerequisites')?.prerequisites?.map(({ flag }) => flag);
    expect(met).toEqual(['told_basis']);
    expect(JSON.stringify(body)).not.toMatch(/loomi|hush_hush/);
    expect(JSON.stringify((await explainTo('shahin', about)).body)).toMatch(/loomi/);
    await expectProblem('not_found', explainTo('toni', { ...about, key: 'hush_hush' }));
  });

  it('finds no other tenant there, nor one that they could tell from it', async () => {
    const theirs = await expectProblem(
      'not_found',
      explainTo('toni', { ...about, tenantSlug: 'loomi' }),
    );
    const nobodys = await expectProblem(
      'not_found',
      explainTo('toni', { ...about, tenantSlug: 'nobody' }),
    );
    expect(theirs.detail?.replace('loomi', 'nobody')).toBe(nobodys.detail);
  });

  it('may ask for no tenant in particular as little as for all flags', async () => {
    const { tenantSlug: _, ...nobodys } = about;
    await expectProblem('permission_denied', explainTo('toni', nobodys));
    await expectProblem(
      'permission_denied',
      api.as('toni').post('/api/admin/evaluate/explain-all', { tenantSlug: '98chimp' }),
    );
  });

  it('tries on no change that they may not make', async () => {
    const change = {
      action: 'override.set',
      environment: 'staging',
      tenant: '98chimp',
      flag: 'told_to_toni',
      variant: 'off',
      reason: 'x',
    };
    await expectProblem('permission_denied', explainTo('toni', { ...about, change }));
    await api.as('ada').put('/api/admin/members/98chimp/toni', { roles: ['editor'] });
    const { body } = await explainTo('toni', { ...about, change });
    expect(body.result).toMatchObject({ value: false, source: 'tenant_override' });
    const others = { ...change, tenant: 'loomi' };
    await expectProblem('not_found', explainTo('toni', { ...about, change: others }));
  });
});
