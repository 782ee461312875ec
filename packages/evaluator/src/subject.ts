import type { EvaluationContext } from './context.ts';

/**
 * Who is evaluated, and when: the one reader of a context, which may be anything at all.
 *
 * Each part is read where a lane needs it and not before, so that a context cannot spoil a lane that does not look at it.
 */
export class Subject {
  constructor(
    private readonly context: Partial<EvaluationContext> | null | undefined,
    /** Milliseconds since the epoch. */
    readonly now: number,
  ) {}

  get targetingKey(): string | undefined {
    return textOf(this.context?.targetingKey);
  }

  /** The tenant's slug. */
  get tenant(): string | undefined {
    return textOf(this.context?.tenant?.slug);
  }

  get plan(): string | undefined {
    return textOf(this.context?.tenant?.plan);
  }

  /** The partner's slug. */
  get partner(): string | undefined {
    return textOf(this.context?.tenant?.partnerSlug);
  }

  get attributes(): unknown {
    return this.context?.attributes;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
