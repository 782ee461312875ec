import { because, cellBecause } from './because';

type Flag = Parameters<typeof because>[0];

const tenant = { slug: 'acme', plan: 'pro', partnerSlug: 'nordic' };
const flag = (given: Partial<Flag>): Flag => ({
  lane: 'on',
  detail: '',
  rule: null,
  scope: { plans: [], tenantSlugs: [], partnerSlugs: [] },
  override: null,
  variant: 'on',
  offVariant: 'off',
  reason: 'STATIC',
  ...given,
});
const scope = { plans: [], tenantSlugs: [], partnerSlugs: [] };
const override = { variant: 'on', percentage: null, reason: '', setBy: 'shahin', expiresAt: null };
const rule = { id: 'pros', when: [], segments: [], serve: { variant: 'on' } };

it.each<[Partial<Flag>, string]>([
  [{ lane: 'on' }, 'because the flag is on for everybody'],
  [{ lane: 'off' }, 'because the flag is off'],
  [{ lane: 'kill_switch', detail: 'its category is killed' }, 'because its category is killed'],
  [{ lane: 'prerequisites', detail: 'new_nav is not met' }, 'because new_nav is not met'],
  [{ lane: 'overrides', override }, 'because it has an override of its own'],
  [
    { lane: 'overrides', override: { ...override, percentage: 12.5 } },
    'because it has an override for 12.5 % of its users',
  ],
  [
    { lane: 'scope', detail: 'the plan, "pro", is not listed', variant: 'off' },
    'because the plan, pro, is not listed',
  ],
  [{ lane: 'targeted', scope: { ...scope, plans: ['pro'] } }, 'because its plan is pro'],
  [
    {
      lane: 'targeted',
      scope: { plans: ['pro'], tenantSlugs: ['acme'], partnerSlugs: ['nordic'] },
    },
    'because it is named and its plan is pro and its partner is nordic',
  ],
  [{ lane: 'targeted', variant: 'off' }, 'because nothing names it'],
  [{ lane: 'rollout', bucket: 12.3 }, 'because the rollout has reached it (bucket 12.3)'],
  [
    { lane: 'rollout', bucket: 80, variant: 'off' },
    'because the rollout has not reached it yet (bucket 80)',
  ],
  [{ lane: 'rules', rule }, 'because the rule is for everyone (rule pros)'],
  [
    {
      lane: 'rules',
      rule: {
        ...rule,
        segments: ['beta'],
        when: [
          { attribute: 'plan', op: 'in', values: ['pro', 'free'] },
          { attribute: 'seats', op: 'between', values: [5, 50], negate: true },
        ],
      },
    },
    'because plan is one of pro or free and seats is not between 5 and 50 and is in segment beta (rule pros)',
  ],
  [
    { lane: 'rollout', reason: 'ERROR', errorCode: 'TARGETING_KEY_MISSING', variant: 'off' },
    'because nobody is named whom a percentage could count',
  ],
])('says %j', (given, words) => {
  expect(because(flag(given), tenant)).toBe(words);
});

it('says of a cell what is known of it', () => {
  const cell = { variant: 'off', value: false, source: 'rollout', reason: 'SPLIT' } as const;
  expect(cellBecause({ ...cell, lane: 'rollout' }, 'off')).toBe(
    'because the rollout has not reached it yet',
  );
  expect(cellBecause({ ...cell, source: 'rule', ruleId: 'pros', lane: 'rules' }, 'off')).toBe(
    'because the rule pros holds',
  );
});
