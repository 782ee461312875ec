import canonicalize from 'canonicalize';
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { SigningKeyResponse, SigningKeysResponse } from '@halyard/contracts';

const PEM_BLOCK = /-----BEGIN ([A-Z ]+)-----[^-]+-----END \1-----/g;

/** Ed25519 keys: the one that signs now, and those that signed before it. */
export class SigningKeys {
  private constructor(
    private readonly signing: KeyObject,
    /** By kid; the one that signs comes first. */
    private readonly verifying: ReadonlyMap<string, KeyObject>,
  ) {}

  /**
   * Reads keys from PEM. The first one, private, signs. Others, private or public, are those that what is
   * older was signed with: so a key is changed by putting the new one before it.
   * @throws Error saying what the text has to be.
   */
  static from(pem: string): SigningKeys {
    const blocks = pem.replaceAll('\\n', '\n').match(PEM_BLOCK) ?? [];
    const [first = ''] = blocks;
    if (!first.includes('PRIVATE'))
      throw new Error('has to begin with a private key as PKCS#8 PEM');
    const publicKeys = blocks.map((block) => ed25519(() => createPublicKey(block)));
    return new SigningKeys(
      ed25519(() => createPrivateKey(first)),
      new Map(publicKeys.map((key) => [thumbprintOf(key), key])),
    );
  }

  /** Which key signs now (RFC 7638). */
  get kid(): string {
    const [kid = ''] = this.verifying.keys();
    return kid;
  }

  sign(content: Buffer): string {
    return sign(null, content, this.signing).toString('base64url');
  }

  /** Whether the key of that name signed the content. */
  isGenuine(kid: string, content: () => Buffer, signature: string): boolean {
    const key = this.verifying.get(kid);
    if (key === undefined) return false;
    try {
      return verify(null, content(), key, Buffer.from(signature, 'base64url'));
    } catch {
      // Whatever it is, it is not what we signed.
      return false;
    }
  }

  /** The public halves, as a JSON Web Key Set. */
  publicKeys(): SigningKeysResponse {
    const keys = [...this.verifying].map(([kid, key]): SigningKeyResponse => {
      return { kty: 'OKP', crv: 'Ed25519', x: pointOf(key), kid, alg: 'EdDSA', use: 'sig' };
    });
    return { keys };
  }
}

function ed25519(read: () => KeyObject): KeyObject {
  const key = readable(read);
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new Error(`has to hold Ed25519 keys, not ${key.asymmetricKeyType ?? 'others'}`);
  }
  return key;
}

function readable(read: () => KeyObject): KeyObject {
  try {
    return read();
  } catch {
    // OpenSSL's own words name the text that it could not read.
    throw new Error('has to be PEM that can be read');
  }
}

/** RFC 7638. */
function thumbprintOf(key: KeyObject): string {
  const text = canonicalize({ kty: 'OKP', crv: 'Ed25519', x: pointOf(key) }) ?? '';
  return createHash('sha256').update(text).digest('base64url');
}

function pointOf(key: KeyObject): string {
  return key.export({ format: 'jwk' }).x ?? '';
}
