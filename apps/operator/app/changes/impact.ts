import type {
  ChangePreviewResponse,
  Impact,
  OutcomeResponse,
  TenantImpactResponse,
} from '@halyard/contracts';
import { becauseOf } from '../evaluation/lanes';
import type { Outcome } from '../evaluation/lanes';
import { percent } from '../flags/states';

interface ImpactLook {
  /** After a number of tenants: "4 gain it". */
  readonly label: string;
  readonly icon: string;
  readonly color: string;
}

/** In the order of what one asks first; told apart by word and shape, not by colour alone. */
export const IMPACT_LOOKS: Readonly<Record<Impact, ImpactLook>> = {
  gains: { label: 'gain it', icon: 'i-lucide-circle-plus', color: 'text-success' },
  loses: { label: 'lose it', icon: 'i-lucide-circle-minus', color: 'text-error' },
  changes: { label: 'get another', icon: 'i-lucide-circle-dot', color: 'text-info' },
};

export interface ImpactGroup extends ImpactLook {
  readonly impact: Impact;
  readonly tenants: number;
  readonly found: readonly TenantImpactResponse[];
}

/** Who gains, who loses and who gets another: always all three, so that none of them is a surprise. */
export function impactGroups(impact: readonly TenantImpactResponse[]): ImpactGroup[] {
  return (Object.keys(IMPACT_LOOKS) as Impact[]).map((kind) => {
    const found = impact.filter((one) => one.impact === kind);
    const tenants = new Set(found.map(({ tenant }) => tenant)).size;
    return { ...IMPACT_LOOKS[kind], impact: kind, tenants, found };
  });
}

/** Those whose name, slug or flag has the text in it. */
export function found(impact: readonly TenantImpactResponse[], text: string) {
  const sought = text.trim().toLowerCase();
  return impact.filter(({ name, tenant, flag }) =>
    [name, tenant, flag].some((word) => word.toLowerCase().includes(sought)),
  );
}

/** What a tenant gets: "on", "on for about 52 % of its users". */
export function outcomeWords({ variant, usersPct }: OutcomeResponse): string {
  if (usersPct !== null) return `on for about ${percent(usersPct)} of users`;
  return variant ?? 'no such flag';
}

/** Why a tenant gets what it would get, as the end of a sentence. */
export function whyWords({ source, reason, ruleId }: OutcomeResponse): string {
  if (reason === null) return '';
  return becauseOf({ source, reason, ruleId: ruleId ?? undefined } as Outcome);
}

/** Several previews of one review as one. */
export function together(previews: readonly ChangePreviewResponse[]) {
  const withheld = new Set(previews.flatMap((preview) => preview.withheld));
  return {
    tenants: Math.max(0, ...previews.map(({ tenants }) => tenants)),
    impact: previews.flatMap(({ impact }) => impact),
    impacted: previews.reduce((sum, { impacted }) => sum + impacted, 0),
    withheld: [...withheld].sort(),
  };
}
