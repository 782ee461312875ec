import type { TenantFlagOverrideResponse, TenantFlagResponse } from '@halyard/contracts';
import type { Flag } from '../flags/flag.ts';
import type { Override } from '../overrides/override.ts';
import type { TenantsResolution } from './resolve.ts';

/** A flag as one tenant gets it. */
export function toTenantFlagResponse(
  flag: Flag,
  { resolution, lane, differs }: TenantsResolution,
  override: Override | undefined,
): TenantFlagResponse {
  return {
    key: flag.key,
    name: flag.name,
    ...resolution,
    lane,
    differs,
    override: override === undefined ? null : toOverride(override),
    lastChangedAt: flag.updatedAt.toISOString(),
    lastChangedBy: flag.updatedBy,
  };
}

function toOverride(override: Override): TenantFlagOverrideResponse {
  const { variant, percentage, reason, setBy, expiresAt } = override;
  return { variant, percentage, reason, setBy, expiresAt: expiresAt?.toISOString() ?? null };
}
