import type { ProblemCode } from '@halyard/contracts';

/** What may go beside a problem's code: `detail` and `errors`, or anything that helps the caller. */
export type ProblemExtras = Readonly<Record<string, unknown>> & { readonly detail?: string };

/** A failure that a caller can do something about. Thrown anywhere; one filter renders it. */
export class DomainError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly extras: ProblemExtras = {},
  ) {
    super(extras.detail ?? code);
  }
}
