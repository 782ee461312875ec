import { filter, firstValueFrom, startWith, timeout } from 'rxjs';
import type { Observable } from 'rxjs';
import { DomainError } from './domain-error.ts';

/** Long enough for a change stream, short enough for who waits. */
export const CATCH_UP_MS = 2_000;

/**
 * Waits until this replica has reached something, looking again with each of its changes.
 * @throws DomainError `unavailable` where that takes too long.
 */
export async function catchUp(
  what: string,
  changes: Observable<unknown>,
  isReached: () => boolean,
): Promise<void> {
  if (isReached()) return;
  const reached = changes.pipe(startWith(undefined), filter(isReached), timeout(CATCH_UP_MS));
  await firstValueFrom(reached).catch(() => {
    throw new DomainError('unavailable', { detail: `${what} did not catch up in time` });
  });
}
