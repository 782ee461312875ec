import type { EvaluateFlagResponse, EvaluateResponse, TenantResponse } from '@halyard/contracts';
import { createHash } from 'node:crypto';
import { expectProblem, pointersOf, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';

const TENANTS = ['98chimp', 'dk_derby', 'loomi', 'acme', 'pty-zeroth'];

let api: TestApi;
let shahin: Person;

beforeAll(async () => {
  api = await startApi();
  shahin = api.as('shahin');
});
afterAll(() => api.close());

/** The tenants that a flag is on for. */
async function onFor(key: string): Promise<string[]> {
  const values = await Promise.all(TENANTS.map((slug) => shahin.sees(key, slug)));
  return TENANTS.filter((_, index) => values[index] === true);
}

describe('the four states', () => {
  beforeAll(() => shahin.createFlag('stated'));

  it('off is nobody', async () => expect(await onFor('stated')).toEqual([]));

  it('on is everyone, whatever the scope', async () => {
    await shahin.configure('stated', 'staging', { state: 'on', scope: { plans: ['free'] } });
    expect(await onFor('stated')).toEqual(TENANTS);
  });

  it('targeted with an empty list is nobody', async () => {
    await shahin.configure('stated', 'staging', { state: 'targeted', scope: { plans: [] } });
    expect(await onFor('stated')).toEqual([]);
  });

  it('targeted is those whom the scope names', async () => {
    await shahin.configure('stated', 'staging', { scope: { tenantSlugs: ['loomi', 'acme'] } });
    expect(await onFor('stated')).toEqual(['loomi', 'acme']);
  });

  it('rollout is those whose bucket of sha256("tenant:flagKey") is under the percentage', async () => {
    const wholeBucket = (tenant: string) =>
      createHash('sha256').update(`${tenant}:stated`).digest().readUInt32BE() % 100;
    for (const percentage of [0, 25, 50, 75, 100]) {
      await shahin.configure('stated', 'staging', {
        state: 'rollout',
        scope: { tenantSlugs: [] },
        rollout: { percentage },
      });
      expect(await onFor('stated')).toEqual(
        TENANTS.filter((slug) => wholeBucket(slug) < percentage),
      );
    }
  });
});

describe('the four axes', () => {
  beforeAll(() => shahin.createFlag('scoped'));

  it.each([
    [{ plans: ['pro'] }, ['98chimp', 'acme']],
    [{ partnerSlugs: ['nordic'] }, ['98chimp', 'dk_derby']],
    [{ plans: ['pro'], partnerSlugs: ['nordic'] }, ['98chimp']],
    [{ plans: ['pro'], partnerSlugs: ['nordic'], tenantSlugs: ['dk_derby'] }, []],
    [{ tenantSlugs: ['pty-zeroth'] }, ['pty-zeroth']],
  ])('are AND-ed: %j', async (scope, tenants) => {
    const empty = { plans: [], partnerSlugs: [], tenantSlugs: [] };
    await shahin.configure('scoped', 'staging', {
      state: 'targeted',
      scope: { ...empty, ...scope },
    });
    expect(await onFor('scoped')).toEqual(tenants);
  });

  it('have the environment for the fourth: on in one says nothing of another', async () => {
    await shahin.configure('scoped', 'dev', { state: 'on' });
    expect(await shahin.sees('scoped', 'loomi', 'dev')).toBe(true);
    expect(await shahin.sees('scoped', 'loomi', 'prod')).toBe(false);
    expect(await shahin.sees('scoped', 'loomi')).toBe(false);
  });

  it('take plan and partner from the tenant, as they are now', async () => {
    const ada = api.as('ada');
    await ada.post('/api/admin/tenants', { slug: 'mover', name: 'Mover', plan: 'free' });
    await shahin.createFlag('for_pros', {
      environments: { staging: { state: 'targeted', scope: { plans: ['pro'] } } },
    });
    expect(await shahin.sees('for_pros', 'mover')).toBe(false);
    await ada.patch<TenantResponse>('/api/admin/tenants/mover', { plan: 'pro' });
    expect(await shahin.sees('for_pros', 'mover')).toBe(true);
    await ada.patch('/api/admin/tenants/mover', { partnerSlug: null, status: 'archived' });
    await expectProblem(
      'not_found',
      shahin.post('/api/flags/evaluate', { tenantSlug: 'mover', keys: ['for_pros'] }),
    );
  });
});

describe('a tenant’s own user', () => {
  const evaluate = (body: object) =>
    api.as('user@98chimp').post<EvaluateResponse>('/api/flags/evaluate', body);

  it('gets the flags of the tenant in their token, in the default environment', async () => {
    await shahin.createFlag('for_98chimp', {
      environments: { staging: { state: 'targeted', scope: { tenantSlugs: ['98chimp'] } } },
    });
    const { status, body } = await evaluate({});
    expect(status).toBe(200);
    expect(body).toMatchObject({
      environment: 'staging',
      tenant: '98chimp',
      flags: { for_98chimp: true, layout_test: 'control', gdpr_export: false },
    });
    expect(body.results).toBeUndefined();
    expect(await api.as('user@loomi').sees('for_98chimp')).toBe(false);
  });

  it('cannot name a tenant, another environment or another user', async () => {
    const problem = await expectProblem(
      'validation_error',
      evaluate({ tenantSlug: '98chimp', environment: 'dev', context: { targetingKey: 'ada' } }),
    );
    expect(pointersOf(problem)).toEqual(['/context/targetingKey', '/environment', '/tenantSlug']);
    await expectProblem(
      'validation_error',
      api.as('user@98chimp').get('/api/flags/eval?key=gdpr_export&tenant=loomi'),
    );
  });

  it('is bucketed by the subject of their token', async () => {
    await shahin.createFlag('by_user', {
      environments: {
        staging: { state: 'rollout', rollout: { percentage: 50, bucketBy: 'user' } },
      },
    });
    const own = api.as('user@98chimp').get<EvaluateFlagResponse>('/api/flags/eval?key=by_user');
    const asked = shahin.get<EvaluateFlagResponse>(
      '/api/flags/eval?key=by_user&tenant=98chimp&user=user@98chimp',
    );
    expect((await own).body.bucket).toBe((await asked).body.bucket);
  });
});

describe('an evaluation', () => {
  it('adds the whole results when asked', async () => {
    const { body } = await shahin.post<EvaluateResponse>('/api/flags/evaluate?details=true', {
      tenantSlug: 'loomi',
      keys: ['gdpr_export', 'not_there'],
    });
    expect(body.flags).toEqual({ gdpr_export: false });
    expect(body.results).toEqual({
      gdpr_export: { value: false, variant: 'off', reason: 'DISABLED', source: 'default' },
      not_there: { reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' },
    });
  });

  it('of one flag says how it was decided', async () => {
    await shahin.createFlag('quarter', {
      environments: { staging: { state: 'rollout', rollout: { percentage: 25 } } },
    });
    const path = '/api/flags/eval?key=quarter&tenant=acme';
    const { body } = await shahin.get<EvaluateFlagResponse>(path);
    expect(body).toMatchObject({
      key: 'quarter',
      source: 'rollout',
      reason: 'SPLIT',
      rolloutPct: 25,
    });
    expect(body.value).toBe((body.bucket ?? 100) < 25);
    expect((await shahin.get<EvaluateFlagResponse>(path)).body.cached).toBe(true);
  });

  it('sees attributes of the context, and those of the tenant beside them', async () => {
    await api.as('ada').patch('/api/admin/tenants/acme', { attributes: { region: 'eu' } });
    const rule = (attribute: string, value: string) => ({
      id: `by_${attribute}`,
      when: [{ attribute, op: 'equals', values: [value] }],
      serve: { variant: 'on' },
    });
    await shahin.createFlag('ruled', {
      environments: {
        staging: { state: 'targeted', rules: [rule('region', 'eu'), rule('country', 'DK')] },
      },
    });
    const ruleFor = async (body: object) =>
      (
        await shahin.post<EvaluateResponse>('/api/flags/evaluate?details=true', {
          keys: ['ruled'],
          ...body,
        })
      ).body.results?.['ruled']?.ruleId;
    expect(await ruleFor({ tenantSlug: 'acme' })).toBe('by_region');
    expect(await ruleFor({ tenantSlug: 'loomi', context: { country: 'DK' } })).toBe('by_country');
    expect(await ruleFor({ tenantSlug: 'loomi' })).toBeUndefined();
    // A tenant's attributes are ours to say, not the caller's.
    expect(await ruleFor({ tenantSlug: 'acme', context: { region: 'us' } })).toBe('by_region');
  });

  it.each([
    [{ context: 'me' }, '/context'],
    [{ context: [] }, '/context'],
    [{ context: { targetingKey: 5 } }, '/context'],
    [{ keys: 'all' }, '/keys'],
    [{ environment: 'qa' }, '/environment'],
    [{ tenant: 'loomi' }, '/tenant'],
  ])('refuses %j', async (body, pointer) => {
    const problem = await expectProblem(
      'validation_error',
      shahin.post('/api/flags/evaluate', body),
    );
    expect(pointersOf(problem)).toEqual([pointer]);
  });

  it('for a tenant that is not there, or of a flag that is not, is not_found', async () => {
    await expectProblem('not_found', shahin.post('/api/flags/evaluate', { tenantSlug: 'nobody' }));
    await expectProblem('not_found', shahin.get('/api/flags/eval?key=no_flag&tenant=loomi'));
  });
});
