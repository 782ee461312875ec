import type { TenantFlagResponse, TenantResponse } from '@halyard/contracts';
import { becauseOf } from '../evaluation/lanes';
import { percent } from '../flags/states';
import { conditionWords } from './condition-words';

type Explained = Pick<
  TenantFlagResponse,
  'lane' | 'detail' | 'rule' | 'scope' | 'override' | 'variant' | 'offVariant' | 'reason'
> &
  Partial<Pick<TenantFlagResponse, 'source' | 'ruleId' | 'bucket' | 'errorCode'>>;
type Whose = Pick<TenantResponse, 'slug' | 'plan' | 'partnerSlug'>;
type Words = (flag: Explained, tenant: Whose) => string;

/** Why a tenant gets what it gets, as the end of a sentence: "because its plan is pro". */
export function because(flag: Explained, tenant: Whose): string {
  const words = flag.errorCode === undefined ? OWN_WORDS[flag.lane] : undefined;
  return `because ${words?.(flag, tenant) ?? becauseOf(flag, flag.lane)}`;
}

/** Where more is known than that the lane answered. */
const OWN_WORDS: Readonly<Partial<Record<TenantFlagResponse['lane'], Words>>> = {
  kill_switch: ({ detail }) => detail,
  prerequisites: ({ detail }) => detail,
  overrides: ({ override }) =>
    override?.percentage == null
      ? 'it has an override of its own'
      : `it has an override for ${percent(override.percentage)} of its users`,
  scope: ({ detail }) => detail.replaceAll('"', ''),
  rules: ruleWords,
  targeted: (flag, tenant) =>
    flag.variant === flag.offVariant ? 'nothing names it' : scopeWords(flag, tenant),
  rollout: ({ bucket, variant, offVariant }) => {
    const reached = variant === offVariant ? 'has not reached it yet' : 'has reached it';
    return `the rollout ${reached}${bucket === undefined ? '' : ` (bucket ${bucket})`}`;
  },
};

/** "plan is pro (rule pros)" */
function ruleWords({ rule, detail }: Explained): string {
  if (rule === null) return detail;
  const { id, when, segments } = rule;
  const parts = [
    ...when.map(conditionWords),
    ...segments.map((segment) => `it is in the segment ${segment}`),
  ];
  return `${parts.length === 0 ? 'the rule is for everyone' : parts.join(' and ')} (rule ${id})`;
}

function scopeWords({ scope }: Explained, { slug, plan, partnerSlug }: Whose): string {
  const parts = [
    ...(scope.tenantSlugs.includes(slug) ? ['it is named'] : []),
    ...(scope.plans.includes(plan) ? [`its plan is ${plan}`] : []),
    ...(partnerSlug !== null && scope.partnerSlugs.includes(partnerSlug)
      ? [`its partner is ${partnerSlug}`]
      : []),
  ];
  return parts.length === 0 ? 'it is in scope' : parts.join(' and ');
}
