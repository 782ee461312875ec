import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { Ruleset } from '@halyard/evaluator';
import type { TenantRecord } from '../src/signed-ruleset.ts';
import { aRuleset } from './rulesets.ts';

/** What the API says in a signed ruleset. */
export interface Statement {
  readonly environment: string;
  readonly tenant: string | null;
  readonly version: number;
  readonly issuedAt: string;
  readonly notAfter: string;
  readonly ruleset: Ruleset;
  readonly tenants: Readonly<Record<string, TenantRecord>>;
}

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** As a JWK of the API's JWKS. */
  readonly jwk: Readonly<Record<string, unknown>>;
}

const HOUR = 3_600_000;

export function aSigningKey(kid: string): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' };
  return { kid, privateKey, jwk };
}

/** A statement about prod for all tenants, good for a day. */
export function aStatement(parts: Partial<Statement> = {}): Statement {
  const { environment = 'prod', version = 1 } = parts;
  return {
    environment,
    tenant: null,
    version,
    issuedAt: new Date().toISOString(),
    notAfter: new Date(Date.now() + 24 * HOUR).toISOString(),
    tenants: {},
    ...parts,
    ruleset: aRuleset({ ...parts.ruleset, environment, version }),
  };
}

export function signed(
  statement: unknown,
  key: SigningKey,
  header: Readonly<Record<string, unknown>> = {},
): string {
  const head = { alg: 'EdDSA', kid: key.kid, typ: 'halyard-ruleset+jws', ...header };
  const message = [head, statement]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${message}.${sign(null, Buffer.from(message), key.privateKey).toString('base64url')}`;
}
