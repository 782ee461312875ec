import { bucket, compile, type LaneAccount, type Ruleset } from './index.ts';
import { aFlag, anOverride, aRule, aRuleset, aSegment, aUser, NOW } from '../test/rulesets.ts';

function traceOf(ruleset: Ruleset, context: unknown, key = 'flag'): LaneAccount[] {
  const trace: LaneAccount[] = [];
  compile(ruleset).evaluate(key, context as object, { now: NOW, trace });
  return trace;
}

const outcomes = (trace: readonly LaneAccount[]) =>
  trace.map(({ lane, outcome }) => `${lane} ${outcome}`);
const last = (trace: readonly LaneAccount[] | undefined) => trace?.at(-1);

describe('a trace', () => {
  it('accounts for every lane up to the one that answered', () => {
    const trace = traceOf(aRuleset({ flags: { flag: aFlag({ state: 'rollout' }) } }), aUser());
    expect(outcomes(trace)).toEqual([
      'unknown_flag passed',
      'kill_switch passed',
      'prerequisites passed',
      'overrides passed',
      'off passed',
      'on passed',
      'scope passed',
      'rules passed',
      'targeted passed',
      'rollout answered',
    ]);
    expect(last(trace)).toMatchObject({ bucket: bucket('u-1:flag'), percentage: 0 });
  });

  it('says of an unknown flag that it is unknown', () => {
    expect(outcomes(traceOf(aRuleset(), {}))).toEqual(['unknown_flag answered']);
  });

  it('says which condition or segment of which rule did not hold, and how a bucket compared', () => {
    const when = [
      { attribute: 'plan', op: 'exists', values: [] },
      { attribute: 'country', op: 'in', values: ['DK', 'NO'] },
    ] as const;
    const rules = [
      aRule({ id: 'country', when }),
      aRule({ id: 'banned', segments: ['vip'] }),
      aRule({ id: 'rolled', rollout: { percentage: 0, bucketBy: 'user' } }),
      aRule({ id: 'unit', rollout: { percentage: 100, bucketBy: 'company' } }),
      aRule({ id: 'all' }),
      aRule({ id: 'never reached' }),
    ];
    const trace = traceOf(
      aRuleset({
        flags: { flag: aFlag({ state: 'targeted', rules }) },
        segments: { vip: aSegment({ excluded: ['u-1'] }) },
      }),
      aUser('u-1', { country: 'SE' }),
    );
    expect(last(trace)).toEqual({
      lane: 'rules',
      outcome: 'answered',
      detail: 'the rule all holds',
      rules: [
        {
          ruleId: 'country',
          outcome: 'passed',
          detail: 'country is "SE", which fails in ["DK","NO"]',
          condition: 1,
        },
        {
          ruleId: 'banned',
          outcome: 'passed',
          detail: 'the subject is excluded from the segment vip',
          segment: 'vip',
        },
        {
          ruleId: 'rolled',
          outcome: 'passed',
          detail: 'the bucket is not under the percentage',
          bucket: bucket('u-1:flag'),
          percentage: 0,
        },
        { ruleId: 'unit', outcome: 'passed', detail: 'there is no unit to roll out by' },
        { ruleId: 'all', outcome: 'answered', detail: 'everything holds' },
      ],
    });
  });

  it('holds the accounts of prerequisites, nested', () => {
    const requires = (flag: string) => [{ flag, variants: ['on'] }];
    const trace = traceOf(
      aRuleset({
        flags: {
          flag: aFlag({ prerequisites: requires('middle') }),
          middle: aFlag({ prerequisites: requires('base') }),
          base: aFlag({ killed: true }),
        },
      }),
      {},
    );
    expect(outcomes(trace)).toEqual([
      'unknown_flag passed',
      'kill_switch passed',
      'prerequisites answered',
    ]);
    const [middle] = last(trace)?.prerequisites ?? [];
    expect(middle).toMatchObject({ flag: 'middle', resolution: { reason: 'PREREQUISITE_FAILED' } });
    const [base] = last(middle?.lanes)?.prerequisites ?? [];
    expect(base).toMatchObject({
      flag: 'base',
      variants: ['on'],
      resolution: { reason: 'DISABLED' },
    });
    expect(outcomes(base?.lanes ?? [])).toEqual(['unknown_flag passed', 'kill_switch answered']);
  });

  it('tells an override’s bucket', () => {
    const ruleset = aRuleset({
      flags: { flag: aFlag() },
      overrides: [anOverride({ percentage: 12.5 })],
    });
    expect(last(traceOf(ruleset, aUser()))).toMatchObject({
      lane: 'overrides',
      outcome: 'answered',
      bucket: bucket('loomi:u-1:flag'),
      percentage: 12.5,
    });
  });

  it('says which lane a context broke', () => {
    const context = Object.defineProperty({}, 'tenant', {
      get: () => {
        throw new Error('boo');
      },
    });
    const trace = traceOf(aRuleset({ flags: { flag: aFlag() } }), context);
    expect(last(trace)).toMatchObject({ lane: 'overrides', outcome: 'failed' });
  });
});
