import { createPublicKey, type KeyObject } from 'node:crypto';

/** A JSON Web Key Set (RFC 7517). Keys that are not Ed25519 signing keys with a `kid` are passed over. */
export interface Jwks {
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/**
 * The keys that the API's rulesets are believed by: those that are pinned, or else the API's own, fetched when a ruleset
 * names one that is not known. Keys out of a file count for files alone, so a key that the API has withdrawn ends there.
 */
export class KeySet {
  #keys: ReadonlyMap<string, KeyObject>;
  #fetchedAt = -Infinity;

  constructor(
    private readonly pinned: Jwks | undefined,
    private readonly fetchJwks: (stop: AbortSignal) => Promise<unknown>,
    /** Milliseconds for which a key that is not there is not asked for again. */
    private readonly coolDown: number,
  ) {
    this.#keys = pinned === undefined ? new Map() : keysOf(pinned);
  }

  /** As a JWKS, public parts alone. */
  get jwks(): Jwks {
    return {
      keys: [...this.#keys].map(([kid, key]) => ({ ...key.export({ format: 'jwk' }), kid })),
    };
  }

  /** @throws where the keys have to be fetched and cannot be. */
  async find(kid: string, stop: AbortSignal): Promise<KeyObject | undefined> {
    const key = this.#keys.get(kid);
    if (key !== undefined || this.pinned !== undefined) return key;
    if (performance.now() - this.#fetchedAt < this.coolDown) return undefined;
    this.#fetchedAt = performance.now();
    this.#keys = keysOf(await this.fetchJwks(stop));
    return this.#keys.get(kid);
  }

  /** Looks in what is pinned, or else in the keys that a file brought. */
  findIn(jwks: Jwks | undefined): (kid: string) => KeyObject | undefined {
    const keys = this.pinned === undefined && jwks !== undefined ? keysOf(jwks) : this.#keys;
    return (kid) => keys.get(kid);
  }
}

/** @throws where it is not a key set, or a key in it is broken. */
function keysOf(jwks: unknown): ReadonlyMap<string, KeyObject> {
  const keys: unknown = (jwks as Partial<Jwks> | null)?.keys;
  if (!Array.isArray(keys)) throw new TypeError('jwks must be a JSON Web Key Set');
  const usable = (keys as Jwks['keys']).filter(
    ({ kty, crv, kid, use }) =>
      kty === 'OKP' && crv === 'Ed25519' && typeof kid === 'string' && (use ?? 'sig') === 'sig',
  );
  return new Map(usable.map(({ kid, x }) => [kid as string, publicKey(x)]));
}

function publicKey(x: unknown): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: x as string }, format: 'jwk' });
}
