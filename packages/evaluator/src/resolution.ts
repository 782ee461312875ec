import { percentageOf } from './bucket.ts';
import type { JsonValue } from './json.ts';

export type Source =
  | 'kill_switch'
  | 'prerequisite'
  | 'user_override'
  | 'tenant_override'
  | 'rule'
  | 'rollout'
  | 'default';

export type Reason =
  'STATIC' | 'DEFAULT' | 'DISABLED' | 'TARGETING_MATCH' | 'SPLIT' | 'PREREQUISITE_FAILED' | 'ERROR';

export type ErrorCode =
  'FLAG_NOT_FOUND' | 'PREREQUISITE_CYCLE' | 'TARGETING_KEY_MISSING' | 'GENERAL';

/** A variant that the flag's configuration chose. */
export interface Served {
  readonly value: JsonValue;
  readonly variant: string;
  readonly reason: Exclude<Reason, 'ERROR'>;
  readonly source: Source;
  /** The rule that answered. */
  readonly ruleId?: string;
  /** The bucket that was compared with a percentage: 0 to 99.999. */
  readonly bucket?: number;
  readonly errorCode?: undefined;
}

/** The off variant, because something went wrong. */
export interface FailedClosed {
  readonly value: JsonValue;
  readonly variant: string;
  readonly reason: 'ERROR';
  readonly source: 'prerequisite' | 'default';
  readonly errorCode: Exclude<ErrorCode, 'FLAG_NOT_FOUND'>;
  readonly ruleId?: undefined;
  readonly bucket?: undefined;
}

/** No value at all: the caller's own default applies. */
export interface FlagNotFound {
  readonly reason: 'ERROR';
  readonly errorCode: 'FLAG_NOT_FOUND';
  readonly value?: undefined;
  readonly variant?: undefined;
  readonly source?: undefined;
  readonly ruleId?: undefined;
  readonly bucket?: undefined;
}

/** The result of an evaluation. Frozen or fresh, it is shared with nobody who may change it; `value` is the ruleset's own. */
export type Resolution = Served | FailedClosed | FlagNotFound;

export const FLAG_NOT_FOUND: FlagNotFound = Object.freeze({
  reason: 'ERROR',
  errorCode: 'FLAG_NOT_FOUND',
});

/** A variant of a flag, as compiled. */
export interface Variant {
  readonly name: string;
  readonly value: JsonValue;
}

/** A resolution that the same answer is given with every time. */
export function served(
  variant: Variant,
  reason: Served['reason'],
  source: Source,
  ruleId?: string,
): Served {
  const { name, value } = variant;
  return Object.freeze(
    ruleId === undefined
      ? { value, variant: name, reason, source }
      : { value, variant: name, reason, source, ruleId },
  );
}

/** A resolution that a bucket decided, in thousandths. */
export function bucketed(
  { name, value }: Variant,
  source: Source,
  thousandths: number,
  ruleId?: string,
): Served {
  const bucket = percentageOf(thousandths);
  return ruleId === undefined
    ? { value, variant: name, reason: 'SPLIT', source, bucket }
    : { value, variant: name, reason: 'SPLIT', source, bucket, ruleId };
}

/** All the ways to be off, made once for each flag. */
export interface OffResolutions {
  readonly variant: Variant;
  readonly killed: Served;
  readonly disabled: Served;
  readonly unlisted: Served;
  readonly prerequisiteFailed: Served;
  readonly cycle: FailedClosed;
  readonly withoutUnit: FailedClosed;
  readonly broken: FailedClosed;
}

export function offResolutions(variant: Variant): OffResolutions {
  const failed = (source: FailedClosed['source'], errorCode: FailedClosed['errorCode']) =>
    Object.freeze({
      value: variant.value,
      variant: variant.name,
      reason: 'ERROR' as const,
      source,
      errorCode,
    });
  return {
    variant,
    killed: served(variant, 'DISABLED', 'kill_switch'),
    disabled: served(variant, 'DISABLED', 'default'),
    unlisted: served(variant, 'DEFAULT', 'default'),
    prerequisiteFailed: served(variant, 'PREREQUISITE_FAILED', 'prerequisite'),
    cycle: failed('prerequisite', 'PREREQUISITE_CYCLE'),
    withoutUnit: failed('default', 'TARGETING_KEY_MISSING'),
    broken: failed('default', 'GENERAL'),
  };
}
