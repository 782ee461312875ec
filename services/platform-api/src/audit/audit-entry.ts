import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AuditSource } from '@halyard/contracts';
import type { JsonValue } from '@halyard/evaluator';

/** What a change says of itself, for its entry. */
export interface AuditFacts {
  readonly action: string;
  readonly actor: string;
  readonly actorName: string;
  readonly environment: string | null;
  readonly tenant: string | null;
  readonly flag: string | null;
  readonly source: AuditSource;
  readonly before: JsonValue;
  readonly after: JsonValue;
  readonly rationale: string | null;
  /** The change request that approved it. */
  readonly approvalRef: string | null;
  /** Made at once where approval would have been needed: the safe direction never waits. */
  readonly breakGlass: boolean;
  readonly requestId: string;
  /** RFC 3339, UTC. */
  readonly ts: string;
  /** Environment → the ruleset version that the change made. */
  readonly versions: Readonly<Record<string, number>>;
  /** The tenants whose own ruleset it altered, where it altered one at all; null for everyone's. */
  readonly touches: readonly string[] | null;
}

/** An entry in its place in its stream's chain. */
export interface AuditEntry extends AuditFacts {
  readonly id: string;
  /** A tenant's slug, or `platform`. */
  readonly stream: string;
  /** From 1, without gaps. */
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
}

/** The `prevHash` of a stream's first entry. */
export const GENESIS = '0'.repeat(64);

/** Puts facts behind the last entry of their stream. */
export function seal(
  facts: AuditFacts,
  id: string,
  stream: string,
  last: Pick<AuditEntry, 'seq' | 'hash'> | null,
): AuditEntry {
  const entry = {
    ...facts,
    id,
    stream,
    seq: (last?.seq ?? 0) + 1,
    prevHash: last?.hash ?? GENESIS,
  };
  return { ...entry, hash: hashOf(entry) };
}

/** SHA-256 of the entry without its hash, as canonical JSON (RFC 8785). */
export function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  const { hash: _, ...content } = { hash: '', ...entry };
  return createHash('sha256')
    .update(canonicalize(content) ?? '')
    .digest('hex');
}

/** Whether its hash is that of its content. What has no canonical JSON was never sealed. */
export function isSealed(entry: AuditEntry): boolean {
  try {
    return entry.hash === hashOf(entry);
  } catch {
    return false;
  }
}

/** The seq of the first entry that does not follow from the one before it; null for a whole chain. */
export function firstBroken(entries: Iterable<AuditEntry>): number | null {
  let prevHash = GENESIS;
  let seq = 0;
  for (const entry of entries) {
    seq += 1;
    const follows = entry.seq === seq && entry.prevHash === prevHash && isSealed(entry);
    if (!follows) return seq;
    prevHash = entry.hash;
  }
  return null;
}
