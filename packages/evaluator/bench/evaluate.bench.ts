/**
 * How fast the engine is, beside the SHA-256 of node:crypto in the same run: `npm run bench -w packages/evaluator`.
 * Absolute numbers say little across machines; the ratios say more.
 */
import { hash } from 'node:crypto';
import { Bench } from 'tinybench';
import { bucket, check, compile } from '../dist/index.js';
import type { FlagDefinition, Ruleset } from '../dist/index.js';

const now = Date.parse('2026-11-18T11:06:40.000Z');
const context = (index: number) => ({
  targetingKey: `user-${index}`,
  tenant: { slug: 'loomi', plan: 'enterprise', partnerSlug: 'nordic' },
  attributes: { country: index % 2 === 0 ? 'DK' : 'SE', age: 18 + (index % 50) },
});
const contexts = Array.from({ length: 1024 }, (_, index) => context(index));
const messages = contexts.map(({ targetingKey }) => `${targetingKey}:flag_0`);
let turn = 0;
const next = <T>(of: readonly T[]): T => of[(turn = (turn + 1) & 1023)] as T;

/** A rule that half of the users pass, and a rollout for the others. */
const aFlag = (): FlagDefinition => ({
  type: 'boolean',
  variants: { on: true, off: false },
  offVariant: 'off',
  state: 'rollout',
  serve: { variant: 'on' },
  scope: { plans: [], tenantSlugs: [], partnerSlugs: [] },
  rules: [
    {
      id: 'danes',
      when: [{ attribute: 'country', op: 'in', values: ['DK', 'NO'] }],
      segments: [],
      serve: { variant: 'on' },
    },
  ],
  rollout: { percentage: 25, bucketBy: 'user' },
  prerequisites: [],
  category: null,
  killed: false,
});

const aRuleset = (count: number): Ruleset => ({
  schema: 1,
  environment: 'prod',
  version: 1,
  flags: Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`flag_${index}`, aFlag()]),
  ),
  segments: {},
  overrides: [],
  killSwitches: [],
});

const one = compile(aRuleset(1));
const hundred = compile(aRuleset(100));
const large = aRuleset(10_000);
compile(large);
const changed = (): Ruleset => ({ ...large, flags: { ...large.flags, flag_5000: aFlag() } });
const overridden = (): Ruleset => ({
  ...large,
  overrides: Array.from({ length: 10 }, (_, index) => ({
    flag: `flag_${index}`,
    tenant: 'loomi',
    user: null,
    variant: 'on',
    percentage: null,
    expiresAt: null,
  })),
});

const BASELINE = 'node:crypto sha256 of a bucket message';
const bench = new Bench({ time: 1000, warmupTime: 300 });
bench
  .add(BASELINE, () => hash('sha256', next(messages)))
  .add('bucket of the same message', () => bucket(next(messages)))
  .add('one flag: a rule and a rollout', () => one.evaluate('flag_0', next(contexts), { now }))
  .add('evaluateAll of 100 flags', () => hundred.evaluateAll(next(contexts), { now }))
  .add('compile 10,000 flags', () => compile(aRuleset(10_000)))
  .add('  of which making them', () => aRuleset(10_000))
  .add('recompile after one change', () => compile(changed()))
  .add('  of which spreading 10,000 keys', () => changed())
  .add('recompile with other overrides', () => compile(overridden()))
  .add('check one of 10,000 flags', () => check(changed(), { only: ['flag_5000'] }));
await bench.run();

const rateOf = (name: string): number => {
  const result = bench.getTask(name)?.result;
  if (result === undefined || !('latency' in result)) throw new Error(`${name} did not run`);
  return 1000 / result.latency.p50; // a median in milliseconds
};
console.table(
  bench.tasks.map(({ name }) => ({
    name,
    'ops/s': Math.round(rateOf(name)).toLocaleString('en'),
    'median µs': Number((1e6 / rateOf(name)).toPrecision(3)),
    'against the baseline': `${Number((rateOf(name) / rateOf(BASELINE)).toPrecision(3))} ×`,
  })),
);
