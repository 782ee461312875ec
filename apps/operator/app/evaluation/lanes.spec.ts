import { compile, SCHEMA } from '@halyard/evaluator';
import type {
  Condition,
  EvaluationContext,
  EvaluationTenant,
  FlagDefinition,
  LaneAccount,
  OverrideDefinition,
  Ruleset,
  Scope,
} from '@halyard/evaluator';
import { becauseOf, LANE_NAMES, laneOf, LANES, laneSentence, ruleSentence } from './lanes';

const LOOMI: EvaluationTenant = { slug: 'loomi', plan: 'enterprise', partnerSlug: null };

type Flag = Omit<Partial<FlagDefinition>, 'scope'> & { readonly scope?: Partial<Scope> };

function aFlag({ scope = {}, ...given }: Flag = {}): FlagDefinition {
  return {
    type: 'boolean',
    variants: { on: true, off: false },
    offVariant: 'off',
    state: 'off',
    serve: { variant: 'on' },
    scope: { plans: [], tenantSlugs: [], partnerSlugs: [], ...scope },
    rules: [],
    rollout: { percentage: 0, bucketBy: 'tenant' },
    prerequisites: [],
    category: null,
    killed: false,
    ...given,
  };
}

/** What the engine says of the flag `nav`, in our words. */
function explained(
  flag: Flag,
  context: EvaluationContext = {},
  { flags, ...more }: Partial<Ruleset> = {},
) {
  const ruleset: Ruleset = {
    schema: SCHEMA,
    environment: 'prod',
    version: 1,
    killSwitches: [],
    segments: {},
    overrides: [],
    flags: { nav: aFlag(flag), ...flags },
    ...more,
  };
  const trace: LaneAccount[] = [];
  const subject = { tenant: LOOMI, attributes: {}, ...context };
  const result = compile(ruleset).evaluate('nav', subject, { now: Date.now(), trace });
  const last = trace.at(-1);
  if (last === undefined) throw new Error('No lane has said anything');
  return { result, trace, last, says: laneSentence(last, result) };
}

it('has the lanes of the engine, in their order', () => {
  const { trace } = explained({ state: 'rollout', rollout: { percentage: 0, bucketBy: 'tenant' } });
  expect(LANE_NAMES).toEqual(trace.map(({ lane }) => lane));
});

it('gives each lane a shape of its own', () => {
  expect(new Set(LANE_NAMES.map((lane) => LANES[lane].icon)).size).toBe(LANE_NAMES.length);
});

it.each<[string, Flag, EvaluationContext, Partial<Ruleset>, string]>([
  ['off', { state: 'off' }, {}, {}, 'The flag is off here, for everybody.'],
  ['on', { state: 'on' }, {}, {}, 'The flag is on here, for everybody.'],
  [
    'killed',
    { state: 'on', category: 'billing' },
    {},
    { killSwitches: ['billing'] },
    'Its category is killed, which beats everything.',
  ],
  [
    'out of scope',
    { state: 'targeted', scope: { plans: ['pro'] } },
    {},
    {},
    'The plan enterprise is not in the scope.',
  ],
  [
    'out of a scope that asks for more than there is',
    { state: 'targeted', scope: { partnerSlugs: ['nordic'] } },
    {},
    {},
    'The scope asks for a partner, and there is none.',
  ],
  [
    'listed by the scope',
    { state: 'targeted', scope: { tenantSlugs: ['loomi'] } },
    {},
    {},
    'The scope is the list, and they are on it.',
  ],
  [
    'listed by nothing',
    { state: 'targeted' },
    {},
    {},
    'No rule lists them, and so they do not get it.',
  ],
  [
    'without what it requires',
    { state: 'on', prerequisites: [{ flag: 'base', variants: ['on'] }] },
    {},
    { flags: { base: aFlag({}) } },
    'It requires base to be on, and for them that is off.',
  ],
  [
    'overridden for the tenant',
    {},
    {},
    { overrides: [anOverride({})] },
    'The tenant’s own override says on.',
  ],
  [
    'overridden for the user',
    {},
    { targetingKey: 'kim' },
    { overrides: [anOverride({ user: 'kim' })] },
    'The user’s own override says on.',
  ],
  [
    'not in the part that is overridden',
    {},
    { targetingKey: 'kim' },
    { overrides: [anOverride({ percentage: 0 })] },
    expect.stringMatching(/^The tenant’s override is for 0 % .* is not among them\.$/) as string,
  ],
  [
    'in the rollout',
    { state: 'rollout', rollout: { percentage: 100, bucketBy: 'tenant' } },
    {},
    {},
    expect.stringMatching(/^The bucket, [\d.]+, is under 100 %: they are in\.$/) as string,
  ],
  [
    'not in the rollout yet',
    { state: 'rollout', rollout: { percentage: 0, bucketBy: 'tenant' } },
    {},
    {},
    expect.stringMatching(
      /^The bucket, [\d.]+, is not under 0 %: they are not in yet\.$/,
    ) as string,
  ],
  [
    'without anyone to count',
    { state: 'rollout', rollout: { percentage: 50, bucketBy: 'user' } },
    { tenant: { slug: '' } },
    {},
    'Nobody is named whom the percentage could count.',
  ],
])('says why it is as it is: %s', (_, flag, context, more, words) => {
  expect(explained(flag, context, more).says).toEqual(words);
});

it('says what each rule said', () => {
  const country: Condition = { attribute: 'country', op: 'equals', values: ['DK'] };
  const rule = { id: 'danes', when: [country], segments: [], serve: { variant: 'on' } };
  const { trace } = explained(
    { state: 'targeted', rules: [rule] },
    { attributes: { country: 'SE' } },
  );
  const account = trace.find(({ lane }) => lane === 'rules');
  expect(account && laneSentence(account)).toBe('Its one rule does not hold.');
  expect(account?.rules?.map(ruleSentence)).toEqual([
    'Country is "SE", which fails equals ["DK"].',
  ]);
});

it('says no number of rules, or of prerequisites, that one may not be told of', () => {
  const account = { outcome: 'passed', rules: [], prerequisites: [] } as const;
  expect(laneSentence({ ...account, lane: 'rules', detail: 'none of them holds' })).toBe(
    'None of its rules holds.',
  );
  expect(laneSentence({ ...account, lane: 'prerequisites', detail: 'all are met' })).toBe(
    'What it requires is met.',
  );
  expect(laneSentence({ ...account, lane: 'prerequisites', detail: 'there are none' })).toBe(
    'It requires no other flag.',
  );
});

it.each<[Flag, string]>([
  [{ state: 'off' }, 'the flag is off'],
  [{ state: 'on' }, 'the flag is on for everybody'],
  [{ state: 'targeted', scope: { plans: ['pro'] } }, 'the scope does not list them'],
  [{ state: 'targeted', scope: { plans: ['enterprise'] } }, 'the scope lists them'],
  [
    { state: 'rollout', rollout: { percentage: 5, bucketBy: 'tenant' } },
    'the rollout decides by their bucket',
  ],
])('knows from an answer alone what it goes back to: %j', (flag, words) => {
  const { result, last } = explained(flag);
  expect(becauseOf(result)).toBe(words);
  expect(laneOf(result)).toBe(last.lane);
});

function anOverride(given: Partial<OverrideDefinition>): OverrideDefinition {
  return {
    tenant: 'loomi',
    user: null,
    flag: 'nav',
    variant: 'on',
    percentage: null,
    expiresAt: null,
    ...given,
  };
}
