import { WHOLE } from './bucket.ts';
import { Bucketing } from './bucketing.ts';
import type { Place } from './place.ts';
import {
  bucketed,
  served,
  type Reason,
  type Resolution,
  type Served,
  type Source,
  type Variant,
} from './resolution.ts';
import type { Subject } from './subject.ts';

/** What a lane gives, made ready for that lane. */
export interface CompiledServe {
  readonly source: Source;
  readonly ruleId: string | undefined;
  /** One choice, or those of a split in order. */
  readonly choices: readonly Choice[];
  /** What chooses between them; null where there is no split. */
  readonly bucketing: Bucketing | null;
}

interface Choice {
  readonly variant: Variant;
  /** The split's cumulative weight up to and with this one, in thousandths. */
  readonly upTo: number;
  /** What the lane answers with, where no bucket has to be told. */
  readonly answer: Served;
}

/** The lane that a serve belongs to. */
export interface ServingLane {
  readonly flag: string;
  readonly variants: ReadonlyMap<string, Variant>;
  /** The reason where one variant is served; a split is always `SPLIT`. */
  readonly reason: Exclude<Reason, 'ERROR'>;
  readonly source: Source;
  readonly ruleId?: string;
}

export function compileServe(place: Place, lane: ServingLane): CompiledServe {
  const { flag, source, ruleId, variants } = lane;
  const choice = (name: Place, upTo: number, reason: Served['reason']): Choice => {
    const variant = variantAt(name, variants);
    return { variant, upTo, answer: served(variant, reason, source, ruleId) };
  };
  const single = place.at('variant');
  const split = place.at('split');
  if (split.value === undefined) {
    return { source, ruleId, choices: [choice(single, WHOLE, lane.reason)], bucketing: null };
  }
  if (single.value !== undefined)
    place.refuse('not_allowed', 'must have a variant or a split, not both');

  const before = place.issueCount;
  let upTo = 0;
  const choices = split.list((item) =>
    choice(item.at('variant'), (upTo += item.at('weight').thousandths()), 'SPLIT'),
  );
  if (upTo !== WHOLE && place.issueCount === before) {
    split.refuse('weights_invalid', `must have weights that sum to 100, not to ${upTo / 1000}`);
  }
  const bucketing = new Bucketing(place.at('bucketBy'), `${flag}:variant`);
  return { source, ruleId, choices, bucketing };
}

/** A variant that is named by its own flag. */
export function variantAt(place: Place, variants: ReadonlyMap<string, Variant>): Variant {
  const name = place.string();
  const variant = variants.get(name);
  if (variant !== undefined) return variant;
  place.refuse('unknown_variant', `names ${name}, which is not one of the flag's variants`);
  return { name, value: null };
}

/**
 * The lane's answer for a subject, with the bucket (in thousandths) that let it in, where one did.
 * Undefined where a split finds no unit: the caller fails closed.
 */
export function serveTo(
  serve: CompiledServe,
  subject: Subject,
  thousandths?: number,
): Resolution | undefined {
  const choice = choose(serve, subject);
  if (choice === undefined || thousandths === undefined) return choice?.answer;
  return bucketed(choice.variant, serve.source, thousandths, serve.ruleId);
}

function choose(serve: CompiledServe, subject: Subject): Choice | undefined {
  if (serve.bucketing === null) return serve.choices[0];
  const bucket = serve.bucketing.of(subject);
  if (bucket === undefined) return undefined;
  for (const choice of serve.choices) if (choice.upTo > bucket) return choice;
  return undefined;
}
