import { IsSlug, Optional } from './constraints.ts';
import {
  boolean,
  Field,
  instant,
  integer,
  listOf,
  nullable,
  oneOf,
  ref,
  string,
} from './response.ts';

/** What can be wrong with a chain. */
export const CHAIN_FAULTS = {
  edited: 'The entry is not what was written',
  missing: 'The entry was taken out',
  out_of_order: 'The entry is not in its place',
  head_mismatch: 'A signed head says that there was something else',
  head_forged: 'A head was not signed with a key of this system',
} as const;
export type ChainFault = keyof typeof CHAIN_FAULTS;

/** Which chain: a tenant's, or `platform`. */
export class VerifyAuditQuery {
  @IsSlug()
  stream: string;
}

/** The end of a chain, signed: who has one can tell whether the chain was cut or rewritten since. */
export class AuditHeadResponse {
  @Field(string)
  stream: string;

  @Field(integer, 'How many entries the chain had')
  seq: number;

  @Field(string, "The last one's hash")
  hash: string;

  @Field(instant)
  signedAt: string;

  @Field(string, 'Which key signed it, of those at /api/admin/audit/keys')
  kid: string;

  @Field(
    string,
    'Ed25519, base64url, over the canonical JSON (RFC 8785) of hash, seq, signedAt and stream',
  )
  signature: string;
}

export class BrokenEntryResponse {
  @Field(integer, 'Its place in the chain')
  seq: number;

  @Field(nullable(string), 'null for an entry that is not there')
  id: string | null;

  @Field(oneOf(Object.keys(CHAIN_FAULTS)))
  reason: ChainFault;

  @Field(string, 'The same in words')
  detail: string;
}

export class AuditVerificationResponse {
  @Field(string)
  stream: string;

  @Field(boolean)
  valid: boolean;

  @Field(integer, 'How many there are')
  entries: number;

  @Field(nullable(ref(AuditHeadResponse)), 'The newest one; null for a chain without entries')
  head: AuditHeadResponse | null;

  @Optional()
  @Field(ref(BrokenEntryResponse), 'Where it is not valid: the first place that shows it')
  firstBroken?: BrokenEntryResponse;
}

/** How far a verification is. */
export interface AuditProgressResponse {
  readonly checked: number;
  /** How many there were when it began. */
  readonly entries: number;
}

/** A chain, as it stands: no more than that it is there, until it is verified. */
export class AuditChainResponse {
  @Field(string, 'A tenant, or `platform`')
  stream: string;

  @Field(integer, 'How many entries it has')
  entries: number;

  @Field(instant, 'When the last one was written')
  lastAt: string;

  @Field(nullable(ref(AuditHeadResponse)), 'The newest signed head')
  head: AuditHeadResponse | null;
}

export class AuditChainPageResponse {
  @Field(listOf(ref(AuditChainResponse)), 'By name')
  items: readonly AuditChainResponse[];

  @Field(nullable(string))
  nextCursor: string | null;
}
