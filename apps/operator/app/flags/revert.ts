import type { AuditEntryResponse, FlagResponse } from '@halyard/contracts';

/** The version of the configuration that an entry made, where it is not the one that there is now. */
export function revertableTo(
  { source, environment, tenant, after }: AuditEntryResponse,
  flag: FlagResponse,
): number | undefined {
  if (environment === null || tenant !== null || source !== 'flag') return undefined;
  const version: unknown =
    typeof after === 'object' && after !== null ? Reflect.get(after, 'version') : undefined;
  const isNow = version === flag.environments[environment]?.version;
  return typeof version === 'number' && !isNow ? version : undefined;
}
