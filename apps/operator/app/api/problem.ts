import type {
  Change,
  DifferenceResponse,
  Fault,
  FlagConfigResponse,
  ProblemCode,
} from '@halyard/contracts';

/** Who changed what between the version one read and the one that is there now. */
export interface ChangeSince {
  readonly actor: string;
  readonly actorName: string;
  readonly ts: string;
  readonly differences: readonly DifferenceResponse[];
}

/** An answer of the API that is an error, or the lack of any answer (`unreachable`). */
export interface Problem {
  readonly code: ProblemCode | 'unreachable';
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly requestId?: string;
  readonly errors?: readonly Fault[];
  /** With a `version_conflict`: how it is now, and who made it so. */
  readonly current?: FlagConfigResponse;
  readonly changes?: readonly ChangeSince[];
  /** With `approval_required`: why, and the change as it can be filed. */
  readonly reasons?: readonly string[];
  readonly change?: Change;
}

const UNREACHABLE: Problem = {
  code: 'unreachable',
  status: 0,
  title: 'The API does not answer',
  detail: 'Check your connection, or try again in a moment. Nothing was changed.',
};

/** The problem behind whatever was thrown; what is no answer of the API counts as none. */
export function problemOf(error: unknown): Problem {
  for (const candidate of [dataOf(error), error]) {
    if (isProblem(candidate)) return candidate;
  }
  const status = statusOf(error);
  if (status === 401) {
    return {
      code: 'unauthenticated',
      status,
      title: 'Your session has ended',
      detail: 'Sign in again to go on.',
    };
  }
  return status >= 400 ? { ...UNREACHABLE, status } : UNREACHABLE;
}

/** Title and detail in one sentence, for a toast. */
export const problemText = ({ detail, errors }: Problem) =>
  [detail, ...(errors ?? []).map(({ pointer, message }) => `${pointer.slice(1)} ${message}`)]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'code') === 'string' &&
    typeof Reflect.get(value, 'title') === 'string' &&
    typeof Reflect.get(value, 'status') === 'number'
  );
}

const dataOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, 'data') : undefined;

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 0;
  const status: unknown = Reflect.get(error, 'status') ?? Reflect.get(error, 'statusCode');
  return typeof status === 'number' ? status : 0;
}
