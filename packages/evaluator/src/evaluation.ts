import type { EvaluationContext } from './context.ts';
import type { CompiledFlag } from './flag.ts';
import type { CompiledOverrides } from './override.ts';
import type { Resolution } from './resolution.ts';
import type { CompiledSegment } from './segment.ts';
import { Subject } from './subject.ts';
import type { Trace } from './trace.ts';

/** What flags are looked up in. */
export interface CompiledParts {
  readonly flags: ReadonlyMap<string, CompiledFlag>;
  readonly segments: ReadonlyMap<string, CompiledSegment>;
  readonly overrides: CompiledOverrides;
  readonly killedCategories: ReadonlySet<string | null>;
  readonly everythingKilled: boolean;
}

/** One subject in one ruleset: what the lanes are given. */
export class Evaluation extends Subject {
  /** What flags with prerequisites have come to so far; one that is still being resolved is a cycle if it is met again. */
  resolved: Map<string, Resolution> | undefined = undefined;

  constructor(
    readonly parts: CompiledParts,
    context: EvaluationContext,
    now: number | Date,
    /** Where the flag at hand is accounted for, if anywhere. */
    public trace: Trace | undefined,
  ) {
    super(context, Number(now));
  }
}
