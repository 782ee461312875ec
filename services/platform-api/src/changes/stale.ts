import { DomainError } from '../common/domain-error.ts';
import type { ProblemExtras } from '../common/domain-error.ts';

/** Refuses a write that was made from an older version than the one there is. */
export function refuseStale(
  sent: number | undefined,
  current: number,
  extras: () => ProblemExtras,
): void {
  if (sent === undefined || sent === current) return;
  throw new DomainError('version_conflict', {
    detail: `You sent version ${sent}; it is ${current} now. Read it again and repeat your change`,
    ...extras(),
  });
}
