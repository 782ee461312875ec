import type { TenantFlagResponse, TenantResponse } from '@halyard/contracts';
import { percent } from '../flags/states';
import { conditionWords } from './condition-words';

type Explained = Pick<
  TenantFlagResponse,
  | 'lane'
  | 'detail'
  | 'rule'
  | 'scope'
  | 'override'
  | 'errorCode'
  | 'bucket'
  | 'variant'
  | 'offVariant'
>;
type Whose = Pick<TenantResponse, 'slug' | 'plan' | 'partnerSlug'>;
type Words = (flag: Explained, tenant: Whose) => string;

/** Why a tenant gets what it gets, as the end of a sentence: "because its plan is pro". */
export function because(flag: Explained, tenant: Whose): string {
  if (flag.errorCode === 'TARGETING_KEY_MISSING') {
    return 'because it goes by something that only a user has';
  }
  return `because ${BY_LANE[flag.lane](flag, tenant)}`;
}

const BY_LANE: Readonly<Record<TenantFlagResponse['lane'], Words>> = {
  unknown_flag: () => 'there is no such flag',
  kill_switch: ({ detail }) => detail,
  prerequisites: ({ detail }) => detail,
  overrides: ({ override }) =>
    override?.percentage == null
      ? 'of its own override'
      : `of its own override, for ${percent(override.percentage)} of its users`,
  off: () => 'the flag is off',
  on: () => 'the flag is on for everyone',
  scope: ({ detail }) => detail.replaceAll('"', ''),
  rules: ruleWords,
  targeted: (flag, tenant) =>
    flag.variant === flag.offVariant ? 'no rule names it' : scopeWords(flag, tenant),
  rollout: ({ bucket, variant, offVariant }) => {
    const reached = variant === offVariant ? 'has not reached it yet' : 'has reached it';
    return `the rollout ${reached}${bucket === undefined ? '' : ` (bucket ${bucket})`}`;
  },
};

/** "plan is pro (rule pros)" */
function ruleWords({ rule, detail }: Explained): string {
  if (rule === null) return detail;
  const { id, when = [], segments = [] } = rule;
  const parts = [
    ...when.map(conditionWords),
    ...segments.map((segment) => `it is in the segment ${segment}`),
  ];
  return `${parts.length === 0 ? 'the rule is for everyone' : parts.join(' and ')} (rule ${id})`;
}

function scopeWords({ scope }: Explained, { slug, plan, partnerSlug }: Whose): string {
  const parts = [
    ...(scope.tenantSlugs?.includes(slug) ? ['it is named'] : []),
    ...(scope.plans?.includes(plan) ? [`its plan is ${plan}`] : []),
    ...(partnerSlug !== null && scope.partnerSlugs?.includes(partnerSlug)
      ? [`its partner is ${partnerSlug}`]
      : []),
  ];
  return parts.length === 0 ? 'it is in scope' : parts.join(' and ');
}
