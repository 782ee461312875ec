import { IsText, Optional } from './constraints.ts';
import { PageQuery } from './page.ts';
import {
  anything,
  boolean,
  Field,
  instant,
  integer,
  listOf,
  mapOf,
  nullable,
  oneOf,
  ref,
  string,
} from './response.ts';

/** What an entry of the trail is about. */
export const AUDIT_SOURCES = {
  flag: 'a flag, or its configuration in an environment',
  rule: "a flag's targeting rules",
  rollout: 'a staged rollout',
  kill_switch: 'a kill switch: of one flag, a category, or everything',
  override: "a tenant's or a user's override",
  segment: 'a segment, or who is in it',
  tenant: 'a tenant',
  environment: 'an environment',
  member: 'the roles that someone holds',
  sdk_key: 'an SDK key',
  feature_request: 'what a tenant has asked for, and the answer',
  change_request: 'a change request, its reviews, and what was refused on it',
} as const;
export type AuditSource = keyof typeof AUDIT_SOURCES;
export const AUDIT_SOURCE_NAMES = Object.keys(AUDIT_SOURCES) as readonly AuditSource[];

export class HistoryQuery extends PageQuery {
  /** Only what touched this environment. */
  @Optional()
  @IsText(1, 64)
  environment?: string;
}

/** One difference between what was and what is. */
export class DifferenceResponse {
  @Field(string, 'JSON pointer of what changed')
  pointer: string;

  @Optional()
  @Field(anything, 'Missing where there was nothing before')
  before?: unknown;

  @Optional()
  @Field(anything, 'Missing where there is nothing now')
  after?: unknown;
}

/** One entry of the append-only trail. */
export class AuditEntryResponse {
  @Field(string)
  id: string;

  @Field(string, 'The chain that it belongs to: a tenant, or `platform`')
  stream: string;

  @Field(integer, 'Its place in that chain, from 1')
  seq: number;

  @Field(string, 'The kind of change')
  action: string;

  @Field(string, 'Who did it: the subject of their token, or `system:…`')
  actor: string;

  @Field(string)
  actorName: string;

  @Field(nullable(string))
  environment: string | null;

  @Field(nullable(string))
  tenant: string | null;

  @Field(nullable(string))
  flag: string | null;

  @Field(oneOf(AUDIT_SOURCE_NAMES), 'What it is about')
  source: AuditSource;

  @Field(nullable(anything))
  before: unknown;

  @Field(nullable(anything))
  after: unknown;

  @Field(listOf(ref(DifferenceResponse)), 'Before against after, readable')
  differences: readonly DifferenceResponse[];

  @Field(nullable(string))
  rationale: string | null;

  @Field(nullable(string), 'The change request that approved it')
  approvalRef: string | null;

  @Field(
    boolean,
    'Whether it was made at once where approval would have been needed: a kill, a rollback',
  )
  breakGlass: boolean;

  @Field(string)
  requestId: string;

  @Field(instant)
  ts: string;

  @Field(mapOf(integer), 'Environment → the ruleset version that this change made')
  versions: Readonly<Record<string, number>>;

  @Field(
    nullable(listOf(string)),
    'The tenants whose own ruleset it altered, where it altered one at all; null for everyone’s',
  )
  touches: readonly string[] | null;

  @Field(string, 'The hash of the entry before it in its stream')
  prevHash: string;

  @Field(string, 'SHA-256 of the entry without this field, as canonical JSON (RFC 8785)')
  hash: string;
}

export class AuditPageResponse {
  @Field(listOf(ref(AuditEntryResponse)))
  items: readonly AuditEntryResponse[];

  @Field(nullable(string))
  nextCursor: string | null;
}
