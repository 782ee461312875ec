import { IsOneOf, IsOrigins, IsSlug, IsTenantSlug, IsText, Optional } from './constraints.ts';
import { LIMITS } from './limits.ts';
import { PageQuery } from './page.ts';
import type { Permission } from './permissions.ts';
import { Field, instant, integer, listOf, nullable, oneOf, ref, string } from './response.ts';
import { WriteDto } from './write.ts';

/** A server key is secret; a client key stands in an application that its users can read. */
export const SDK_KEY_KINDS = ['server', 'client'] as const;
export type SdkKeyKind = (typeof SDK_KEY_KINDS)[number];

/** What each kind may do, on the routes that are for keys. */
export const KEY_PERMISSIONS = {
  server: ['feature_flag:evaluate', 'feature_flag:evaluate_sensitive'],
  client: ['feature_flag:evaluate'],
} as const satisfies Record<SdkKeyKind, readonly Permission[]>;

/** How a secret begins, and whether a text is one. */
export const SDK_KEY = /^hlk_(server|client)_[\w-]{43}$/;
export const SDK_KEY_PREFIX = 'hlk_';

/** An SDK key, as far as it can be changed. */
export class UpdateSdkKeyDto extends WriteDto {
  @Optional()
  @IsText(1, LIMITS.nameLength)
  name?: string;

  /** The web origins that browsers may call from with a client key; none while none is named. */
  @Optional()
  @IsOrigins(LIMITS.origins)
  origins?: string[];
}

export class CreateSdkKeyDto extends WriteDto {
  @IsOneOf(SDK_KEY_KINDS)
  kind: SdkKeyKind;

  /** What it is for, such as the application that has it. */
  @IsText(1, LIMITS.nameLength)
  name: string;

  /** The one environment that it sees. */
  @IsSlug()
  environment: string;

  /** The one tenant that it sees; all of them where it is left out. A client key has to name one. */
  @Optional()
  @IsTenantSlug()
  tenant?: string;

  /** The web origins that browsers may call from with a client key; none while none is named. */
  @Optional()
  @IsOrigins(LIMITS.origins)
  origins?: string[];
}

export class ListSdkKeysQuery extends PageQuery {
  @Optional()
  @IsSlug()
  environment?: string;

  /** Those of one tenant; `platform` for those that see all of them. */
  @Optional()
  @IsSlug()
  tenant?: string;
}

export class SdkKeyResponse {
  @Field(string)
  id: string;

  @Field(oneOf(SDK_KEY_KINDS))
  kind: SdkKeyKind;

  @Field(string)
  name: string;

  @Field(string)
  environment: string;

  @Field(nullable(string), 'The one tenant that it sees; null for all of them')
  tenant: string | null;

  @Field(listOf(string), 'The web origins that browsers may call from')
  origins: readonly string[];

  @Field(string, 'How the secret ends, to tell keys apart')
  hint: string;

  @Field(instant)
  createdAt: string;

  @Field(string, 'Who made it')
  createdBy: string;

  @Field(nullable(instant), 'To the minute; null where it was never used')
  lastUsedAt: string | null;

  @Field(nullable(instant))
  revokedAt: string | null;

  @Field(integer, 'Send it with the next write')
  version: number;
}

/** The only answer that holds the secret. */
export class CreatedSdkKeyResponse extends SdkKeyResponse {
  @Field(string, 'Shown this once: only its hash is kept')
  secret: string;
}

export class SdkKeyPageResponse {
  @Field(listOf(ref(SdkKeyResponse)))
  items: readonly SdkKeyResponse[];

  @Field(nullable(string))
  nextCursor: string | null;
}
