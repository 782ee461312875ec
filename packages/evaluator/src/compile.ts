import type { EvaluationContext } from './context.ts';
import { evaluateFlag } from './evaluate.ts';
import { Evaluation, type CompiledParts } from './evaluation.ts';
import { MalformedRulesetError, type Issue } from './issue.ts';
import { compileParts } from './parts.ts';
import { Place } from './place.ts';
import type { Resolution } from './resolution.ts';
import type { Ruleset } from './ruleset.ts';
import { Trace, type LaneAccount } from './trace.ts';

export interface EvaluateOptions {
  /** The time of evaluation: milliseconds since the epoch, or a Date. */
  readonly now: number | Date;
  /** An empty list, to which one account is added for each lane that was visited. */
  readonly trace?: LaneAccount[];
}

export interface EvaluateAllOptions {
  readonly now: number | Date;
  /** The flags to evaluate; every flag of the ruleset where it is left out. */
  readonly only?: Iterable<string>;
}

/** A ruleset made ready by `compile()`. It never changes. */
export class CompiledRuleset {
  readonly environment: string;
  readonly version: number;
  readonly #parts: CompiledParts;

  /** Use `compile()`. */
  constructor({ environment, version }: Ruleset, parts: CompiledParts) {
    this.environment = environment;
    this.version = version;
    this.#parts = parts;
  }

  /**
   * What a flag is for a context, as `spec/evaluation.md` has it.
   *
   * Never throws, whatever the context holds: a failure is a resolution with the reason `ERROR`, which serves the off
   * variant where the flag is known. The value is the ruleset's own and not a copy.
   */
  evaluate(flagKey: string, context: EvaluationContext, options: EvaluateOptions): Resolution {
    const trace = options.trace && new Trace(options.trace);
    return evaluateFlag(new Evaluation(this.#parts, context, options.now, trace), flagKey);
  }

  /** What every flag is for a context, by key. The same results as `evaluate()` gives one by one, and never throws either. */
  evaluateAll(context: EvaluationContext, options: EvaluateAllOptions): Map<string, Resolution> {
    const run = new Evaluation(this.#parts, context, options.now, undefined);
    const resolutions = new Map<string, Resolution>();
    for (const key of options.only ?? this.#parts.flags.keys()) {
      resolutions.set(key, evaluateFlag(run, key));
    }
    return resolutions;
  }
}

/**
 * Makes a ruleset ready: lists become sets, expressions, dates, versions and networks are parsed, percentages become
 * whole thousandths, and answers that never vary are made once.
 *
 * A ruleset is an immutable value, and what was made of each of its parts is remembered for as long as that part lives:
 * for each flag and segment object, for the `flags` and `segments` objects as wholes, and for the list of `overrides`.
 * So `compile({ ...ruleset, overrides })` costs only the overrides, and
 * `compile({ ...ruleset, flags: { ...ruleset.flags, [key]: changed } })` compiles one flag. An object that is changed in
 * place after it was compiled is not looked at again.
 *
 * What a flag, segment or override gets wrong in itself is malformed and refused. What refers to something that is not
 * there (a prerequisite, a segment, an override's flag or variant) evaluates as the spec says, failing closed, and
 * `check()` reports it.
 *
 * @throws MalformedRulesetError with every issue.
 */
export function compile(ruleset: Ruleset): CompiledRuleset {
  const issues: Issue[] = [];
  const parts = compileParts(new Place(ruleset, issues));
  if (issues.length > 0) throw new MalformedRulesetError(issues);
  return new CompiledRuleset(ruleset, parts);
}
