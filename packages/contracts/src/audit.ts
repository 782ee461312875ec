import { IsText, Optional } from './constraints.ts';
import { PageQuery } from './page.ts';
import {
  anything,
  Field,
  instant,
  integer,
  listOf,
  mapOf,
  nullable,
  ref,
  string,
} from './response.ts';

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

  @Field(string, 'What it is about: flag, kill_switch, tenant, environment, …')
  source: string;

  @Field(nullable(anything))
  before: unknown;

  @Field(nullable(anything))
  after: unknown;

  @Field(listOf(ref(DifferenceResponse)), 'Before against after, readable')
  differences: readonly DifferenceResponse[];

  @Field(nullable(string))
  rationale: string | null;

  @Field(string)
  requestId: string;

  @Field(instant)
  ts: string;

  @Field(mapOf(integer), 'Environment → the ruleset version that this change made')
  versions: Readonly<Record<string, number>>;

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
