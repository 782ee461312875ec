import type { TenantFlagResponse, TenantResponse } from '@halyard/contracts';
import { becauseOf } from '../evaluation/lanes';
import type { Cell } from './matrix';
import { percent } from '../flags/states';
import { conditionsSentence } from '../rules/words';

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

/** The same of a cell, of which less is known. */
export const cellBecause = (cell: Cell, offVariant: string) =>
  `because ${cell.lane === 'rollout' ? rolloutWords({ ...cell, offVariant }) : becauseOf(cell, cell.lane)}`;

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
  rollout: rolloutWords,
};

/** "plan is pro (rule pros)" */
function ruleWords({ rule, detail }: Explained): string {
  if (rule === null) return detail;
  return `${conditionsSentence(rule) || 'the rule is for everyone'} (rule ${rule.id})`;
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

function rolloutWords({
  bucket,
  variant,
  offVariant,
}: Pick<Explained, 'bucket' | 'variant' | 'offVariant'>): string {
  const reached = variant === offVariant ? 'has not reached it yet' : 'has reached it';
  return `the rollout ${reached}${bucket === undefined ? '' : ` (bucket ${bucket})`}`;
}
