/** OFREP 0.3.0, in the protocol's own words: https://github.com/open-feature/protocol. */
import type { JsonValue } from '@halyard/evaluator';
import { IsContext, Optional } from './constraints.ts';
import { anything, Field, integer, listOf, mapOf, oneOf, ref, string } from './response.ts';

export const OFREP_ERROR_CODES = [
  'PARSE_ERROR',
  'TARGETING_KEY_MISSING',
  'INVALID_CONTEXT',
  'FLAG_NOT_FOUND',
  'GENERAL',
] as const;
export type OfrepErrorCode = (typeof OFREP_ERROR_CODES)[number];

type OfrepMetadata = Readonly<Record<string, string | number | boolean>>;
const metadata = mapOf({ anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] });

export class OfrepRequestDto {
  /** An OpenFeature evaluation context: `targetingKey`, `tenant` (a slug) and attributes, side by side. */
  @Optional()
  @IsContext()
  context?: Record<string, JsonValue>;
}

export class OfrepBulkQuery {
  @Optional()
  @Field(string, 'The `etag` of an event: the answer is of that version, or a newer one')
  flagConfigEtag?: string;

  @Optional()
  @Field(string, 'The `lastModified` of an event; our events have none, and it is ignored')
  flagConfigLastModified?: string;
}

export class OfrepSuccessResponse {
  @Field(string)
  key: string;

  @Field(anything)
  value: JsonValue;

  @Field(string)
  variant: string;

  @Field(string, "OpenFeature's reason; UNKNOWN where a prerequisite is not met")
  reason: string;

  @Field(metadata, 'flagSetId, version, contextId, source, ruleId, stale')
  metadata: OfrepMetadata;
}

/** A flag, or a whole request, that could not be evaluated: the caller's own default applies. */
export class OfrepFailureResponse {
  @Optional()
  @Field(string, 'The flag, where one was asked for')
  key?: string;

  @Field(oneOf(OFREP_ERROR_CODES))
  errorCode: OfrepErrorCode;

  @Field(string)
  errorDetails: string;

  @Optional()
  @Field(metadata)
  metadata?: OfrepMetadata;
}

/** Where a change is told, on the origin that was asked. */
export class OfrepStreamEndpoint {
  @Field(string)
  requestUri: string;
}

export class OfrepEventStream {
  @Field(oneOf(['sse']))
  type: 'sse';

  @Field(ref(OfrepStreamEndpoint))
  endpoint: OfrepStreamEndpoint;

  @Field(integer, 'Seconds without activity after which a client hangs up')
  inactivityDelaySec: number;
}

export class OfrepBulkResponse {
  @Field(listOf({ anyOf: [ref(OfrepSuccessResponse), ref(OfrepFailureResponse)] }))
  flags: readonly (OfrepSuccessResponse | OfrepFailureResponse)[];

  @Field(metadata, 'flagSetId, version, stale')
  metadata: OfrepMetadata;

  @Optional()
  @Field(listOf(ref(OfrepEventStream)))
  eventStreams?: readonly OfrepEventStream[];
}
