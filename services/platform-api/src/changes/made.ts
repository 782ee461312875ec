import { LIMITS } from '@halyard/contracts';
import type {
  ReachedTenantResponse,
  ReachResponse,
  RequestImpactResponse,
  TenantImpactResponse,
  UserImpactResponse,
} from '@halyard/contracts';
import { isInScope } from '../access/tenant-scope.ts';
import type { TenantScope } from '../access/tenant-scope.ts';

/** Whom a change reaches, as far as one looked. */
export interface WorkedOut {
  /** For how many tenants it was evaluated. */
  readonly tenants: number;
  /** All of them, however many. */
  readonly impact: readonly TenantImpactResponse[];
  readonly reach: readonly ReachResponse[];
  readonly users: readonly UserImpactResponse[];
  /** The sensitive flags that it concerns, looked at or not. */
  readonly sensitive: readonly string[];
}

interface Reached {
  /** The first of them. */
  readonly impact: readonly ReachedTenantResponse[];
  readonly impacted: number;
  readonly users: readonly UserImpactResponse[];
}

/** Whom a change reached when it was made, by name: small enough to be kept, and without any value. */
export interface MadeImpact {
  readonly tenants: number;
  readonly open: Reached;
  /** Of the flags that are sensitive: for those who may ask for them. */
  readonly sensitive: Reached & { readonly flags: readonly string[] };
}

export function madeImpact({ tenants, impact, users, sensitive }: WorkedOut): MadeImpact {
  const isSensitive = ({ flag }: { readonly flag: string }) => sensitive.includes(flag);
  const isOpen = (one: { readonly flag: string }) => !isSensitive(one);
  return {
    tenants,
    open: reached(impact.filter(isOpen), users.filter(isOpen)),
    sensitive: {
      flags: sensitive,
      ...reached(impact.filter(isSensitive), users.filter(isSensitive)),
    },
  };
}

function reached(
  all: readonly TenantImpactResponse[],
  users: readonly UserImpactResponse[],
): Reached {
  const impact = all
    .slice(0, LIMITS.previewedTenants)
    .map(({ before: _, after: __, ...one }): ReachedTenantResponse => one);
  return { impact, impacted: all.length, users };
}

/** As far as someone may see. What touches some tenants alone is few enough to be counted by name. */
export function toldTo(
  { tenants, open, sensitive }: MadeImpact,
  scope: TenantScope,
  seesSensitive: boolean,
): RequestImpactResponse {
  const parts = seesSensitive ? [open, sensitive] : [open];
  const impact = parts
    .flatMap((part) => part.impact)
    .filter(({ tenant }) => isInScope(scope, tenant))
    .slice(0, LIMITS.previewedTenants);
  return {
    tenants: scope.all ? tenants : scope.tenants.length,
    impact,
    impacted: scope.all ? parts.reduce((sum, part) => sum + part.impacted, 0) : impact.length,
    users: scope.all ? parts.flatMap((part) => part.users) : [],
    withheld: seesSensitive ? [] : sensitive.flags,
  };
}
