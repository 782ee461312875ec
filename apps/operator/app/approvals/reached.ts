import type { Impact, ReachedTenantResponse } from '@halyard/contracts';
import { IMPACT_LOOKS } from '../changes/impact';

/** What has happened, where `IMPACT_LOOKS` says what would. */
const HEADINGS: Readonly<Record<Impact, string>> = {
  gains: 'Gained it',
  loses: 'Lost it',
  changes: 'Got another',
};

/** Tenants to whom the same has happened, with the same flag in the same environment. */
export interface ReachedGroup {
  readonly impact: Impact;
  readonly heading: string;
  readonly icon: string;
  readonly color: string;
  readonly flag: string;
  readonly environment: string;
  readonly tenants: readonly ReachedTenantResponse[];
}

/** Who gained, who lost and who got another, in this order; within each those first who are most. */
export function reachedGroups(impact: readonly ReachedTenantResponse[]): ReachedGroup[] {
  return (Object.keys(HEADINGS) as Impact[]).flatMap((kind) => {
    const { icon, color } = IMPACT_LOOKS[kind];
    const found = impact.filter((one) => one.impact === kind);
    const places = Map.groupBy(found, ({ flag, environment }) => `${flag} ${environment}`);
    return [...places.values()]
      .flatMap((tenants): ReachedGroup[] => {
        const [first] = tenants;
        if (first === undefined) return [];
        const { flag, environment } = first;
        const heading = HEADINGS[kind];
        return [{ impact: kind, heading, icon, color, flag, environment, tenants }];
      })
      .sort((one, other) => other.tenants.length - one.tenants.length);
  });
}
