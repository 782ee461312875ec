/**
 * Buckets and percentages. Both are compared in whole thousandths of a percent, so that no float rounding can move anyone.
 */
import { sha256FirstWord } from './sha256.ts';

/** 100 % in thousandths. */
export const WHOLE = 100_000;

/** A message's bucket in thousandths: 0 to 99,999. */
export function bucketThousandths(message: string): number {
  const n = sha256FirstWord(message);
  return (n % 100) * 1000 + (Math.floor(n / 100) % 1000);
}

/**
 * The bucket of a message (`unit:flagKey`, or `unit:flagKey:variant` for a split): 0 to 99.999, with three decimals.
 * A unit is in a rollout where its bucket is under the percentage.
 */
export function bucket(message: string): number {
  return percentageOf(bucketThousandths(message));
}

/** Thousandths as a percentage: 7231 is 7.231. */
export function percentageOf(thousandths: number): number {
  return thousandths / 1000;
}

/** A percentage as whole thousandths, or undefined where it is not 0 to 100 with at most 3 decimals. */
export function thousandthsOf(percentage: number): number | undefined {
  const thousandths = Math.round(percentage * 1000);
  const exact = thousandths >= 0 && thousandths <= WHOLE && thousandths / 1000 === percentage;
  return exact ? thousandths : undefined;
}
