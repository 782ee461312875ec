import type {
  OfrepErrorCode,
  OfrepFailureResponse,
  OfrepSuccessResponse,
} from '@halyard/contracts';
import type { Resolution } from '@halyard/evaluator';
import type { Answer } from '../evaluation/evaluation.service.ts';

export type OfrepFlag = OfrepSuccessResponse | OfrepFailureResponse;
export type OfrepMetadata = OfrepSuccessResponse['metadata'];

type Failure = Readonly<{ errorCode: OfrepErrorCode; errorDetails: string }>;

const FAILURES = {
  FLAG_NOT_FOUND: { errorCode: 'FLAG_NOT_FOUND', errorDetails: 'There is no such flag' },
  TARGETING_KEY_MISSING: {
    errorCode: 'TARGETING_KEY_MISSING',
    errorDetails: 'The context does not have what the flag is split by',
  },
  PREREQUISITE_CYCLE: { errorCode: 'GENERAL', errorDetails: 'The flag requires itself' },
  GENERAL: { errorCode: 'GENERAL', errorDetails: 'The flag could not be evaluated' },
} as const satisfies Record<NonNullable<Resolution['errorCode']>, Failure>;

/** What holds for every flag of an answer. */
export function flagSetOf({ environment, version, stale }: Answer): OfrepMetadata {
  return { flagSetId: environment, version, ...(stale && { stale }) };
}

/**
 * A flag as OFREP has it. One that failed is a failure even though we would serve it off, so that the
 * caller's own default applies.
 */
export function ofrepFlag(key: string, resolution: Resolution, answer: Answer): OfrepFlag {
  const { targetingKey } = answer.context;
  const metadata = {
    ...flagSetOf(answer),
    ...(targetingKey !== undefined && { contextId: targetingKey }),
  };
  if (resolution.errorCode !== undefined) {
    return { key, ...FAILURES[resolution.errorCode], metadata };
  }
  const { value, variant, source, ruleId } = resolution;
  return {
    key,
    value,
    variant,
    reason: reasonOf(resolution.reason),
    metadata: { ...metadata, source, ...(ruleId !== undefined && { ruleId }) },
  };
}

/**
 * OpenFeature's reasons are handed on as they are. The one that is ours alone would be an error to clients
 * that know only those (Python's), and DISABLED would make others serve their own default (Go's); the
 * metadata's `source` says `prerequisite`.
 */
function reasonOf(reason: Resolution['reason']): string {
  return reason === 'PREREQUISITE_FAILED' ? 'UNKNOWN' : reason;
}

/** The HTTP status that goes with the answer for one flag. */
export function statusOf(flag: OfrepFlag): 200 | 400 | 404 {
  if (!('errorCode' in flag)) return 200;
  return flag.errorCode === 'FLAG_NOT_FOUND' ? 404 : 400;
}
