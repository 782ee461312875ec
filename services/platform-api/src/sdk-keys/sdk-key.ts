import { createHash, randomBytes } from 'node:crypto';
import { PLATFORM, SDK_KEY_PREFIX } from '@halyard/contracts';
import type { SdkKeyChange, SdkKeyKind } from '@halyard/contracts';
import { DomainError } from '../common/domain-error.ts';

/** An SDK key, as stored: the secret itself is nowhere. */
export interface SdkKey {
  readonly _id: string;
  readonly kind: SdkKeyKind;
  readonly name: string;
  readonly environment: string;
  /** The slug of the one tenant that it sees, or `platform` for all of them. */
  readonly tenant: string;
  readonly origins: readonly string[];
  /** SHA-256 of the secret. It has 256 random bits: nothing that a slower hash would protect. */
  readonly hash: string;
  readonly hint: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly version: number;
}

type Created = Extract<SdkKeyChange, { action: 'sdk_key.create' }>;
type Changed = Exclude<SdkKeyChange, Created>;

export function newSecret(kind: SdkKeyKind): string {
  return `${SDK_KEY_PREFIX}${kind}_${randomBytes(32).toString('base64url')}`;
}

export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function createSdkKey(
  change: Created,
  secret: string,
  by: { readonly id: string; readonly sub: string; readonly at: Date },
): SdkKey {
  const { kind, name, environment, tenant = PLATFORM, origins = [] } = change;
  if (kind === 'client' && tenant === PLATFORM) {
    throw fault('/tenant', 'has to be named: everyone can read a client key');
  }
  return withOrigins(
    {
      _id: by.id,
      kind,
      name,
      environment,
      tenant,
      origins: [],
      hash: hashOfSecret(secret),
      hint: secret.slice(-4),
      createdAt: by.at,
      createdBy: by.sub,
      lastUsedAt: null,
      revokedAt: null,
      version: 1,
    },
    origins,
  );
}

/** The key renamed, with other origins, or revoked. Nothing brings a revoked one back. */
export function changeSdkKey(key: SdkKey, change: Changed, at: Date): SdkKey {
  const version = key.version + 1;
  if (change.action === 'sdk_key.revoke') {
    return key.revokedAt === null ? { ...key, revokedAt: at, version } : key;
  }
  const { name = key.name, origins = key.origins } = change;
  return withOrigins({ ...key, name, version }, origins);
}

function withOrigins(key: SdkKey, origins: readonly string[]): SdkKey {
  if (key.kind === 'server' && origins.length > 0) {
    throw fault(
      '/origins',
      'are for client keys: a server key is a secret that no browser may hold',
    );
  }
  return { ...key, origins: [...new Set(origins)] };
}

function fault(pointer: string, message: string): DomainError {
  return new DomainError('validation_error', { errors: [{ pointer, message }] });
}
