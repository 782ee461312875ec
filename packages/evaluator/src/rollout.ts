import { Bucketing } from './bucketing.ts';
import type { Place } from './place.ts';

export interface CompiledRollout {
  readonly thousandths: number;
  readonly bucketing: Bucketing;
}

/** A subject is in where its bucket is under the percentage, both in thousandths. */
export function compileRollout(place: Place, flag: string): CompiledRollout {
  return {
    thousandths: place.at('percentage').thousandths(),
    bucketing: new Bucketing(place.at('bucketBy'), flag),
  };
}
