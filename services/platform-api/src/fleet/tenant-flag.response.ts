import type { TenantFlagOverrideResponse, TenantFlagResponse } from '@halyard/contracts';
import type { Scope } from '@halyard/evaluator';
import type { KnownTenant } from '../evaluation/tenant.cache.ts';
import { configIn } from '../flags/flag.ts';
import type { Flag } from '../flags/flag.ts';
import type { Override } from '../overrides/override.ts';
import { decisionOf } from './decision.ts';
import type { Switches } from './decision.ts';
import { differs } from './resolve.ts';
import type { TenantsResolution } from './resolve.ts';

/** Where a flag is looked at, and what can decide there beside the flag itself. */
export interface Place {
  readonly tenant: KnownTenant;
  /** Told to those who read this tenant alone: nothing that may name another one. */
  readonly readsAll: boolean;
  readonly environment: string;
  readonly switches: Switches;
  /** The tenant's own that count, by flag. */
  readonly overrides: ReadonlyMap<string, Override>;
}

/** A flag as one tenant gets it. */
export function toTenantFlagResponse(
  flag: Flag,
  resolved: TenantsResolution,
  { environment, switches, overrides, readsAll, tenant }: Place,
): TenantFlagResponse {
  const { resolution, lane, detail, anyones } = resolved;
  const config = configIn(flag, environment);
  const override = overrides.get(flag.key);
  const decision = decisionOf(lane, flag, config, { override, switches });
  return {
    key: flag.key,
    name: flag.name,
    ...resolution,
    lane,
    detail,
    rule: (readsAll && config.rules.find(({ id }) => id === resolution.ruleId)) || null,
    scope: readsAll ? config.scope : scopeNaming(tenant, config.scope),
    decision: decision && { by: decision.by, at: decision.at.toISOString() },
    differs: differs(resolved),
    defaultVariant: anyones.variant,
    offVariant: flag.offVariant,
    override: override === undefined ? null : toOverride(override),
    lastChangedAt: flag.updatedAt.toISOString(),
    lastChangedBy: flag.updatedBy,
  };
}

/** What of a scope names this tenant. */
function scopeNaming({ context: { slug, plan, partnerSlug } }: KnownTenant, scope: Scope): Scope {
  const own = (all: readonly string[], one: string | null | undefined) =>
    all.filter((name) => name === one);
  return {
    plans: own(scope.plans, plan),
    tenantSlugs: own(scope.tenantSlugs, slug),
    partnerSlugs: own(scope.partnerSlugs, partnerSlug),
  };
}

function toOverride(override: Override): TenantFlagOverrideResponse {
  const { variant, percentage, reason, setBy, expiresAt } = override;
  return { variant, percentage, reason, setBy, expiresAt: expiresAt?.toISOString() ?? null };
}
