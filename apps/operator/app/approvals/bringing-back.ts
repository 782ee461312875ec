import type { ChangeRequestResponse } from '@halyard/contracts';

type Request = Pick<ChangeRequestResponse, 'ref' | 'state' | 'change'>;

/** It needs nothing more of its author: a second of the same would be refused. */
const waits = ({ state }: Request) => state === 'in_review' || state === 'approved';

/** The request that waits to bring back what a kill switch holds down. */
export function releaseIn(
  requests: readonly Request[],
  environment: string,
  category: string,
): string | undefined {
  return requests.filter(waits).find(({ change }) => {
    if (change.action !== 'kill.release') return false;
    return change.environment === environment && change.category === category;
  })?.ref;
}

/** The request that waits to unkill a flag. */
export function unkillIn(
  requests: readonly Request[],
  environment: string,
  key: string,
): string | undefined {
  return requests.filter(waits).find(({ change }) => {
    if (change.action !== 'flag.unkill') return false;
    return change.environment === environment && change.key === key;
  })?.ref;
}
