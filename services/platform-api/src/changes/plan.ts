import type { Change } from '@halyard/contracts';
import type { JsonValue, Ruleset } from '@halyard/evaluator';
import type { Actor } from '../access/actor.ts';
import type { AuditFacts } from '../audit/audit-entry.ts';

/** Who changes something, and when: fixed before the transaction, which may run more than once. */
export interface Stamp {
  readonly actor: Actor;
  readonly at: Date;
}

/** What a change comes to: read from the database, not yet written. */
export interface Plan<Response = unknown> {
  /** What the change touches, as it was and as it will be; null for nothing. */
  readonly before: JsonValue;
  readonly after: JsonValue;
  readonly about: Pick<AuditFacts, 'source' | 'environment' | 'tenant' | 'flag'>;
  /** The environments in which it can alter an evaluation. */
  readonly environments: readonly string[];
  /** The ruleset of one of these environments with the change made. */
  next(ruleset: Ruleset): Ruleset;
  /** Where in the request's body a fault of that ruleset lies, by its pointer into the ruleset. */
  locate(environment: string, pointer: string): string;
  /** Writes it, with the ruleset versions that it makes. */
  save(versions: Readonly<Record<string, number>>): Promise<void>;
  /** What its caller is answered. */
  readonly response: Response;
}

/** A domain's side of the pipeline: knows what its changes come to, and alone can write them. */
export interface Writer<C extends Change, Response> {
  plan(change: C, stamp: Stamp): Promise<Plan<Response>>;
}
