import canonicalize from 'canonicalize';

/** Where a chain ended when it was signed. */
export interface AuditHead {
  readonly stream: string;
  readonly seq: number;
  readonly hash: string;
  /** RFC 3339, UTC. */
  readonly signedAt: string;
  /** Which key signed it. */
  readonly kid: string;
  /** Ed25519, base64url. */
  readonly signature: string;
}

/** A head is signed whenever a chain has grown by so many entries: cutting more than that shows. */
export const HEAD_EVERY = 256;

/** The first entry has one too, so that no chain can disappear as a whole. */
export function hasHead(seq: number): boolean {
  return seq % HEAD_EVERY === 1;
}

/** What the signature is over: canonical JSON (RFC 8785), for whoever verifies without us. */
export function signedText({
  stream,
  seq,
  hash,
  signedAt,
}: Omit<AuditHead, 'kid' | 'signature'>): Buffer {
  return Buffer.from(canonicalize({ stream, seq, hash, signedAt }) ?? '');
}
