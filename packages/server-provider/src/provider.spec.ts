import { ErrorCode, type EvaluationContext } from '@openfeature/server-sdk';
import { Application } from '../test/application.ts';
import { aFlag, aRuleset } from '../test/rulesets.ts';
import { aStatement } from '../test/signing.ts';
import { until } from '../test/until.ts';
import { useFlagServer } from '../test/use-flag-server.ts';
import { HalyardProvider } from './provider.ts';

const TENANTS = {
  loomi: { plan: 'enterprise', partnerSlug: null, attributes: { region: 'eu' } },
  '98chimp': { plan: 'pro', partnerSlug: 'nordic' },
};

const FLAGS = {
  on: aFlag(),
  off: aFlag({ state: 'off' }),
  color: aFlag({ type: 'string', variants: { on: 'red', off: 'blue' } }),
  limit: aFlag({ type: 'number', variants: { on: 12.5, off: 0 } }),
  layout: aFlag({ type: 'json', variants: { on: { columns: [1, { wide: true }] }, off: {} } }),
  list: aFlag({ type: 'json', variants: { on: [1, 2], off: [] } }),
  nothing: aFlag({ type: 'json', variants: { on: null, off: {} } }),
  for_pro: aFlag({
    state: 'targeted',
    scope: { plans: ['pro'], tenantSlugs: [], partnerSlugs: [] },
  }),
  for_partner: aFlag({
    state: 'targeted',
    scope: { plans: [], tenantSlugs: [], partnerSlugs: ['nordic'] },
  }),
  in_eu: aFlag({
    state: 'targeted',
    rules: [
      {
        id: 'eu',
        when: [{ attribute: 'region', op: 'equals', values: ['eu'] }],
        segments: [],
        serve: { variant: 'on' },
      },
    ],
  }),
  since_2026: aFlag({
    state: 'targeted',
    rules: [
      {
        id: 'since',
        when: [{ attribute: 'user.signedUp', op: 'after', values: ['2026-01-01T00:00:00Z'] }],
        segments: [],
        serve: { variant: 'on' },
      },
    ],
  }),
  by_user: aFlag({ state: 'rollout', rollout: { percentage: 50, bucketBy: 'user' } }),
  loop: aFlag({ prerequisites: [{ flag: 'pool', variants: ['on'] }] }),
  pool: aFlag({ prerequisites: [{ flag: 'loop', variants: ['on'] }] }),
  after_off: aFlag({ prerequisites: [{ flag: 'off', variants: ['on'] }] }),
};

describe('evaluation', () => {
  const server = useFlagServer();
  let app: Application;

  const startFor = async (tenant: string | null) => {
    server().statement = aStatement({
      version: 17,
      tenant,
      // A tenant's ruleset has no others; were it to, they would be refused all the same.
      tenants: TENANTS,
      ruleset: aRuleset({ flags: FLAGS }),
    });
    app = await new Application(server()).start();
  };

  describe('with a key for all tenants', () => {
    beforeEach(() => startFor(null));

    it('gives a value of each type', async () => {
      expect(await app.client.getBooleanValue('on', false)).toBe(true);
      expect(await app.client.getStringValue('color', 'none')).toBe('red');
      expect(await app.client.getNumberValue('limit', -1)).toBe(12.5);
      expect(await app.client.getObjectValue('layout', {})).toEqual({
        columns: [1, { wide: true }],
      });
      expect(await app.client.getObjectValue('list', {})).toEqual([1, 2]);
      expect(await app.client.getObjectValue('nothing', {})).toBeNull();
    });

    it('says where an answer comes from', async () => {
      const context = { targetingKey: 'u-1', tenant: 'loomi' };
      expect(await app.client.getBooleanDetails('in_eu', false, context)).toEqual({
        flagKey: 'in_eu',
        value: true,
        variant: 'on',
        reason: 'TARGETING_MATCH',
        flagMetadata: {
          flagSetId: 'prod',
          version: 17,
          contextId: 'u-1',
          source: 'rule',
          ruleId: 'eu',
        },
      });
    });

    it('passes on that a prerequisite is not met', async () => {
      expect(await app.client.getBooleanDetails('after_off', true)).toMatchObject({
        value: false,
        reason: 'PREREQUISITE_FAILED',
      });
    });

    it('knows the plan and the partner of a tenant by its slug', async () => {
      expect(await app.isOn('for_pro', { tenant: '98chimp' })).toBe(true);
      expect(await app.isOn('for_pro', { tenant: 'loomi' })).toBe(false);
      expect(await app.isOn('for_partner', { tenant: '98chimp' })).toBe(true);
      expect(await app.isOn('for_pro', { plan: 'pro' })).toBe(false);
    });

    it("lets a tenant's attributes win over the context's", async () => {
      expect(await app.isOn('in_eu', { region: 'us', tenant: 'loomi' })).toBe(true);
      expect(await app.isOn('in_eu', { region: 'eu', tenant: '98chimp' })).toBe(true);
      expect(await app.isOn('in_eu', { region: 'us', tenant: '98chimp' })).toBe(false);
    });

    it('takes a date in a context as JSON writes it', async () => {
      const signedUp = new Date('2026-03-01T00:00:00Z');
      expect(await app.isOn('since_2026', { user: { signedUp } })).toBe(true);
      expect(await app.isOn('since_2026', { user: { signedUp: new Date(0) } })).toBe(false);
      expect(await app.isOn('since_2026', { user: { signedUp: new Date(Number.NaN) } })).toBe(
        false,
      );
    });

    it('evaluates without a tenant', async () => {
      expect(await app.isOn('on')).toBe(true);
      expect(await app.isOn('on', { tenant: null })).toBe(true);
      expect(await app.isOn('for_pro')).toBe(false);
    });

    it.each<[string, string, EvaluationContext, ErrorCode]>([
      ['a flag that is not there', 'missing', {}, ErrorCode.FLAG_NOT_FOUND],
      ['a name that every object has', 'constructor', {}, ErrorCode.FLAG_NOT_FOUND],
      ['a flag of another type', 'color', {}, ErrorCode.TYPE_MISMATCH],
      ['a json flag', 'layout', {}, ErrorCode.TYPE_MISMATCH],
      ['a rollout without anyone', 'by_user', {}, ErrorCode.TARGETING_KEY_MISSING],
      ['a flag that requires itself', 'loop', {}, ErrorCode.GENERAL],
      ['an unknown tenant', 'on', { tenant: 'nobody' }, ErrorCode.INVALID_CONTEXT],
      ['an empty tenant', 'on', { tenant: '' }, ErrorCode.INVALID_CONTEXT],
      ['a tenant that is no slug', 'on', { tenant: { slug: 'loomi' } }, ErrorCode.INVALID_CONTEXT],
      ['a tenant by an inherited name', 'on', { tenant: 'toString' }, ErrorCode.INVALID_CONTEXT],
    ])("gives the caller's default for %s", async (_, flag, context, errorCode) => {
      for (const fallback of [true, false]) {
        expect(await app.client.getBooleanDetails(flag, fallback, context)).toMatchObject({
          value: fallback,
          reason: 'ERROR',
          errorCode,
        });
      }
    });

    it('gives the default of every other type too', async () => {
      expect(await app.client.getStringValue('on', 'mine')).toBe('mine');
      expect(await app.client.getNumberValue('color', 7)).toBe(7);
      expect(await app.client.getObjectValue('color', { my: 'own' })).toEqual({ my: 'own' });
    });

    it('names a prerequisite cycle', async () => {
      const { errorMessage } = await app.client.getBooleanDetails('loop', false);
      expect(errorMessage).toBe(
        'PREREQUISITE_CYCLE: the flag requires itself, by way of its prerequisites',
      );
    });

    it('gives objects that nobody can change for others', async () => {
      const layout = (await app.client.getObjectValue('layout', {})) as {
        columns: [number, { wide: boolean }];
      };
      expect(() => (layout.columns[1].wide = false)).toThrow(TypeError);
      expect(() => layout.columns.push(3 as never)).toThrow(TypeError);
      expect(await app.client.getObjectValue('layout', {})).toEqual({
        columns: [1, { wide: true }],
      });
    });

    it("never throws, and quotes nothing of a context that can't be read", async () => {
      const circular: Record<string, unknown> = { at: new Date() };
      circular.self = circular;
      const unreadable = {
        get tenant(): string {
          throw new Error('secret');
        },
      };
      for (const context of [circular, unreadable, undefined]) {
        expect(
          await app.provider.resolveBooleanEvaluation('on', false, context as never),
        ).toMatchObject({
          value: false,
          errorCode: ErrorCode.GENERAL,
          errorMessage: 'The context could not be read',
        });
      }
    });
  });

  describe("with a tenant's key", () => {
    beforeEach(() => startFor('loomi'));

    it('evaluates for that tenant, named or not', async () => {
      expect(await app.isOn('in_eu')).toBe(true);
      expect(await app.isOn('in_eu', { tenant: 'loomi' })).toBe(true);
    });

    it('refuses any other in the same words, whether there is such a tenant or not', async () => {
      const ofOthers = await app.client.getBooleanDetails('on', false, { tenant: '98chimp' });
      const ofNobody = await app.client.getBooleanDetails('on', false, { tenant: 'nobody' });
      expect(ofOthers).toMatchObject({ value: false, errorCode: ErrorCode.INVALID_CONTEXT });
      expect(ofOthers).toEqual(ofNobody);
    });

    it('refuses its own when that is no longer there', async () => {
      server().publish({ tenants: {} });
      const code = async () => (await app.client.getBooleanDetails('on', false)).errorCode;
      await until(async () => (await code()) === ErrorCode.INVALID_CONTEXT);
    });
  });

  it('has no answers before it is initialized', async () => {
    const provider = new HalyardProvider({ url: server().url, key: 'hlk_server_x' });
    expect(await provider.resolveBooleanEvaluation('on', true, {})).toMatchObject({
      value: true,
      errorCode: ErrorCode.PROVIDER_NOT_READY,
    });
  });
});

describe('options that cannot be used', () => {
  it.each([
    ['a key with a line break', { url: 'http://localhost', key: 'hlk_server_secret\n' }],
    ['no key', { url: 'http://localhost', key: '' }],
    ['an address that is none', { url: 'flags', key: 'hlk_server_secret' }],
    ['an address that is no website', { url: 'file:///etc', key: 'hlk_server_secret' }],
    [
      'a time that is none',
      { url: 'http://localhost', key: 'hlk_server_secret', pollInterval: Number.NaN },
    ],
    [
      'pinned keys that are none',
      { url: 'http://localhost', key: 'hlk_server_secret', jwks: {} as never },
    ],
  ])('are told at once, without the key: %s', (_, options) => {
    const build = () => new HalyardProvider(options);
    expect(build).toThrow(TypeError);
    expect(build).not.toThrow(/secret/);
  });
});
