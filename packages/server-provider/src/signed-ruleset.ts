import { verify, type KeyObject } from 'node:crypto';
import type { JsonValue, Ruleset } from '@halyard/evaluator';

/** A ruleset as the API signs it: what it says, whom it is for, and until when it is sure. */
export interface SignedRuleset {
  readonly environment: string;
  /** The one tenant that it is for, or null for all. */
  readonly tenant: string | null;
  /** Grows with every change. */
  readonly version: number;
  /** Milliseconds since the epoch, as is `notAfter`. */
  readonly issuedAt: number;
  readonly notAfter: number;
  /** Not yet compiled: it may still turn out to be malformed. */
  readonly ruleset: Ruleset;
  readonly tenants: Readonly<Record<string, TenantRecord>>;
}

export interface TenantRecord {
  readonly plan: string | null;
  readonly partnerSlug: string | null;
  readonly attributes?: Readonly<Record<string, JsonValue>>;
}

/** A ruleset that is not believed. The message goes on from "The ruleset is refused": it says why. */
export class RefusedRulesetError extends Error {
  override readonly name = 'RefusedRulesetError';
}

export type FindKey = (kid: string) => KeyObject | undefined | Promise<KeyObject | undefined>;

/**
 * Reads a compact JWS that is signed by Ed25519 with a key that is known. Nothing in it is looked at before that, but for
 * the header, of which `alg` and `typ` are pinned and `kid` chooses among our own keys.
 *
 * @throws RefusedRulesetError where it is not one.
 */
export async function readSignedRuleset(jws: string, findKey: FindKey): Promise<SignedRuleset> {
  const [header = '', payload = '', signature = '', ...rest] = jws.split('.');
  if (rest.length > 0 || signature === '') throw new RefusedRulesetError('it is not a compact JWS');

  const key = await findKey(kidOf(header));
  if (key === undefined) throw new RefusedRulesetError('it is signed with a key that is not known');
  const isGenuine = verify(
    null,
    Buffer.from(`${header}.${payload}`),
    key,
    Buffer.from(signature, 'base64url'),
  );
  if (!isGenuine) throw new RefusedRulesetError('its signature is wrong');
  return statementOf(decoded(payload));
}

function kidOf(header: string): string {
  const { alg, typ, kid, crit } = decoded(header);
  if (alg !== 'EdDSA' || typ !== 'halyard-ruleset+jws' || crit !== undefined) {
    throw new RefusedRulesetError('it is not a JWS of a ruleset, signed by EdDSA');
  }
  if (typeof kid !== 'string') throw new RefusedRulesetError('it does not name its key');
  return kid;
}

function statementOf(payload: Record<string, unknown>): SignedRuleset {
  const { environment, tenant, version, ruleset, tenants } = payload;
  const issuedAt = Date.parse(String(payload.issuedAt));
  const notAfter = Date.parse(String(payload.notAfter));
  const isSound =
    typeof environment === 'string' &&
    (typeof tenant === 'string' || tenant === null) &&
    Number.isSafeInteger(version) &&
    !Number.isNaN(issuedAt + notAfter) &&
    isObject(ruleset) &&
    ruleset.environment === environment &&
    [ruleset.flags, ruleset.segments].every(isObject) &&
    [ruleset.overrides, ruleset.killSwitches].every(Array.isArray) &&
    isObject(tenants) &&
    Object.values(tenants).every(isObject);
  if (!isSound) throw new RefusedRulesetError('it does not say what a signed ruleset has to say');
  return { ...payload, issuedAt, notAfter } as unknown as SignedRuleset;
}

function decoded(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    if (isObject(value)) return value;
  } catch {
    // Said below.
  }
  throw new RefusedRulesetError('it is not a compact JWS');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
