import type { Change } from '@halyard/contracts';
import type { JsonValue, Ruleset } from '@halyard/evaluator';
import type { Actor } from '../access/actor.ts';
import type { AuditFacts } from '../audit/audit-entry.ts';

/** Who changes something, and when: fixed before the transaction, which may run more than once. */
export interface Stamp {
  readonly actor: Actor;
  readonly at: Date;
}

/** Environment → the ruleset version that a change made. */
export type Versions = Readonly<Record<string, number>>;

/** What a change comes to: read from the database, not yet written. */
export interface Plan<Response = unknown> {
  /** What the change touches, as it was and as it will be; null for nothing. */
  readonly before: JsonValue;
  readonly after: JsonValue;
  readonly about: Pick<AuditFacts, 'source' | 'environment' | 'tenant' | 'flag'>;
  /** The environments in which it can alter an evaluation. */
  readonly environments: readonly string[];
  /** The versions of the records that it was read from, by name: what an approval is bound to. */
  readonly base: Readonly<Record<string, number>>;
  /** Ends in off, for everyone it touches: never waits for an approval. */
  readonly isSafe: boolean;
  /** What the flag itself asks for, whatever the environment. */
  readonly policy: Policy;
  /** The flags to check anew; the others are as they were. */
  readonly flags: readonly string[];
  /** The ruleset of one of these environments with the change made. */
  next(ruleset: Ruleset): Ruleset;
  /** Where in the request's body a fault of that ruleset lies, by its pointer into the ruleset. */
  locate(environment: string, pointer: string): string;
  /** Writes it. */
  save(versions: Versions): Promise<void>;
  /** Resolves once this replica acts on what no ruleset holds. */
  inForce?(): Promise<void>;
  /** What its caller is answered. */
  readonly response: Response;
}

/** Approval that a flag asks for by itself. */
export interface Policy {
  readonly sensitive: boolean;
  readonly requiresApproval: boolean;
}

export const NO_POLICY: Policy = { sensitive: false, requiresApproval: false };

/** A plan that alters no ruleset, for what is not evaluated. */
export const NO_RULESET = {
  environments: [],
  isSafe: false,
  policy: NO_POLICY,
  flags: [],
  next: (ruleset: Ruleset) => ruleset,
  locate: (_: string, pointer: string) => pointer,
} as const satisfies Partial<Plan>;

/** A domain's side of the pipeline: knows what its changes come to, and alone can write them. */
export interface Writer<C extends Change, Response> {
  plan(change: C, stamp: Stamp): Promise<Plan<Response>>;
}

/** What a no-op leaves: no write, no version, no audit entry. */
export function isNothing({ before, after }: Pick<Plan, 'before' | 'after'>): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
