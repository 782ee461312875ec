import { extentOf, pointsOf, stepsOf } from './steps';
import { shareWords, stepWords } from './words';

type Entry = Parameters<typeof stepsOf>[0][number];

const config = (state: string, percentage = 0, killed: object | null = null) => ({
  state,
  rollout: { percentage, bucketBy: 'tenant' },
  killed,
});

function entry(before: unknown, after: unknown, more: Partial<Entry> = {}): Entry {
  return {
    id: 'aud_1',
    ts: '2026-01-01T00:00:00.000Z',
    action: 'flag.configure',
    actorName: 'Olga',
    environment: 'prod',
    before,
    after,
    rationale: 'it holds',
    approvalRef: null,
    ...more,
  };
}

it('says how far a flag is, whatever its state', () => {
  const far = (...args: Parameters<typeof config>) => extentOf(config(...args) as never);
  expect([far('off', 50), far('on'), far('rollout', 12.5), far('targeted', 50)]).toEqual([
    0,
    100,
    12.5,
    'named',
  ]);
  expect(far('rollout', 50, { by: 'olga' })).toBe(0);
});

describe('the steps of a rollout', () => {
  it('are what moved it in an environment', () => {
    const entries = [
      entry(config('rollout', 5), config('rollout', 25), { id: 'second' }),
      entry(config('rollout', 5), { ...config('rollout', 5), rules: [] }),
      entry(config('off'), config('rollout', 5), { environment: 'dev' }),
      entry(config('off'), config('rollout', 5), { id: 'first' }),
    ];
    expect(stepsOf(entries, 'prod').map(({ id, from, to }) => [id, from, to])).toEqual([
      ['second', 5, 25],
      ['first', 0, 5],
    ]);
  });

  it('begin with what a flag was created with', () => {
    const created = { environments: { prod: config('rollout', 10), dev: config('off') } };
    const entries = [entry(null, created, { action: 'flag.create', environment: null })];
    expect(stepsOf(entries, 'prod')).toMatchObject([{ from: 0, to: 10 }]);
    expect(stepsOf(entries, 'dev')).toEqual([]);
  });

  it('leave out what is about anything else', () => {
    const override = entry(null, { variant: 'on' }, { action: 'override.set' });
    expect(stepsOf([override, entry({ name: 'a' }, { name: 'b' })], 'prod')).toEqual([]);
  });

  it('are told in words', () => {
    const told = (before: unknown, after: unknown) =>
      stepsOf([entry(before, after)], 'prod').map(stepWords);
    expect(told(config('off'), config('rollout', 5))).toEqual(['began with 5 %']);
    expect(told(config('rollout', 5), config('on'))).toEqual(['moved it from 5 % to 100 %']);
    expect(told(config('targeted'), config('rollout', 5))).toEqual([
      'moved it from who is named to 5 %',
    ]);
    expect(told(config('rollout', 25), config('off'))).toEqual(['took it down from 25 %']);
    const killed = config('off', 0, { by: 'olga' });
    expect(told(config('rollout', 25), killed)).toEqual(['killed it at 25 %']);
  });

  it('are points in time from before the first up to now, without a number where it was no percentage', () => {
    const [day, next, now] = ['2026-01-01', '2026-01-02', '2026-01-03'].map((at) => Date.parse(at));
    const steps = stepsOf(
      [
        entry(config('rollout', 5), config('targeted'), { ts: '2026-01-02T00:00:00.000Z' }),
        entry(config('off'), config('rollout', 5)),
      ],
      'prod',
    );
    expect(pointsOf(steps, now ?? 0)).toEqual([
      { at: day, percentage: 0 },
      { at: day, percentage: 5 },
      { at: next, percentage: undefined },
      { at: now, percentage: undefined },
    ]);
    expect(pointsOf([], 0)).toEqual([]);
  });
});

it('says what a percentage is of', () => {
  const words = (rule: string | null, bucketBy: string) =>
    shareWords({ rule, bucketBy, percentage: 5 });
  expect(words(null, 'tenant')).toBe('of tenants');
  expect(words(null, 'region')).toBe('of units by region');
  expect(words('beta', 'user')).toBe('of users, by the rule beta');
});
