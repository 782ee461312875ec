import type { FlagType, Resolution } from '@halyard/evaluator';
import { ErrorCode, type FlagMetadata, type ResolutionDetails } from '@openfeature/server-sdk';
import type { ActiveRuleset } from './active-ruleset.ts';

/** A failure: the caller's own default, with OpenFeature's code and a sentence for whoever looks into it. */
export function failed<T>(
  value: T,
  errorCode: ErrorCode,
  errorMessage: string,
  flagMetadata?: FlagMetadata,
): ResolutionDetails<T> {
  return { value, reason: 'ERROR', errorCode, errorMessage, flagMetadata };
}

/** What the engine resolved, for a caller that asked for a flag of a type. */
export function detailsOf<T>(
  resolution: Resolution,
  asked: { readonly flag: string; readonly type: FlagType; readonly fallback: T },
  active: ActiveRuleset,
  targetingKey: string | undefined,
): ResolutionDetails<T> {
  const { flag, type, fallback } = asked;
  const metadata: FlagMetadata = { flagSetId: active.environment, version: active.version };
  if (targetingKey !== undefined) metadata.contextId = targetingKey;
  if (resolution.reason === 'ERROR') {
    const [code, message] = FAILURES[resolution.errorCode];
    return failed(fallback, code, message, metadata);
  }

  const actual = active.ruleset.flags[flag]?.type;
  if (actual !== type) {
    const message = `The flag is of the type ${actual}, not ${type}`;
    return failed(fallback, ErrorCode.TYPE_MISMATCH, message, metadata);
  }
  metadata.source = resolution.source;
  if (resolution.ruleId !== undefined) metadata.ruleId = resolution.ruleId;
  const { value, variant, reason } = resolution;
  return { value: value as T, variant, reason, flagMetadata: metadata };
}

const FAILURES = {
  FLAG_NOT_FOUND: [ErrorCode.FLAG_NOT_FOUND, 'There is no such flag'],
  TARGETING_KEY_MISSING: [
    ErrorCode.TARGETING_KEY_MISSING,
    'The flag is served by buckets, and the context has nothing to choose one by',
  ],
  PREREQUISITE_CYCLE: [
    ErrorCode.GENERAL,
    'PREREQUISITE_CYCLE: the flag requires itself, by way of its prerequisites',
  ],
  GENERAL: [ErrorCode.GENERAL, 'The context could not be read'],
} as const satisfies Record<NonNullable<Resolution['errorCode']>, readonly [ErrorCode, string]>;
