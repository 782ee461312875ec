import type { RolloutShareResponse } from '@halyard/contracts';
import { percent } from '../flags/states';
import type { Extent, Step } from './steps';

/** "25 %", "named tenants" */
export const extentWords = (extent: Extent) =>
  extent === 'named' ? 'who is named' : percent(extent);

/** "moved it from 5 % to 25 %": the middle of a sentence. */
export function stepWords({ from, to, killed }: Step): string {
  if (killed) return `killed it at ${extentWords(from)}`;
  if (to === 0) return `took it down from ${extentWords(from)}`;
  if (from === 0) return `began with ${extentWords(to)}`;
  return `moved it from ${extentWords(from)} to ${extentWords(to)}`;
}

/** "of tenants", "of users", "of units by region" */
export function unitsOf(bucketBy: string): string {
  if (bucketBy === 'tenant') return 'of tenants';
  return bucketBy === 'user' ? 'of users' : `of units by ${bucketBy}`;
}

/** "of tenants, by the rule beta" */
export const shareWords = ({ rule, bucketBy }: RolloutShareResponse) =>
  rule === null ? unitsOf(bucketBy) : `${unitsOf(bucketBy)}, by the rule ${rule}`;
