import type { ChangeRequestResponse } from '@halyard/contracts';

/** The version of a flag's configuration that a request was made on top of; none where it was of something else. */
export function configVersionBefore({
  before,
  flag,
  environments,
}: Pick<ChangeRequestResponse, 'before' | 'flag' | 'environments'>): number | undefined {
  if (flag === null || environments.length !== 1) return undefined;
  if (typeof before !== 'object' || before === null || Array.isArray(before)) return undefined;
  const { version, rollout } = before as Readonly<Record<string, unknown>>;
  return typeof version === 'number' && rollout !== undefined ? version : undefined;
}
