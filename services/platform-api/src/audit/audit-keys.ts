import type { AuditKeyResponse, AuditKeysResponse } from '@halyard/contracts';
import canonicalize from 'canonicalize';
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { signedText } from './audit-head.ts';
import type { AuditHead } from './audit-head.ts';

const PEM_BLOCK = /-----BEGIN ([A-Z ]+)-----[^-]+-----END \1-----/g;

/** The keys that heads are signed and verified with. */
export class AuditKeys {
  private constructor(
    private readonly signing: KeyObject,
    /** By kid; the one that signs comes first. */
    private readonly verifying: ReadonlyMap<string, KeyObject>,
  ) {}

  /**
   * Reads Ed25519 keys from PEM. The first one, private, signs. Others, private or public, are those
   * that earlier heads were signed with: so a key is changed by putting the new one before it.
   * @throws Error saying what the text has to be.
   */
  static from(pem: string): AuditKeys {
    const blocks = pem.replaceAll('\\n', '\n').match(PEM_BLOCK) ?? [];
    const [first = ''] = blocks;
    if (!first.includes('PRIVATE'))
      throw new Error('has to begin with a private key as PKCS#8 PEM');
    const publicKeys = blocks.map((block) => ed25519(() => createPublicKey(block)));
    return new AuditKeys(
      ed25519(() => createPrivateKey(first)),
      new Map(publicKeys.map((key) => [thumbprintOf(key), key])),
    );
  }

  sign({ stream, seq, hash }: Pick<AuditHead, 'stream' | 'seq' | 'hash'>, at: Date): AuditHead {
    const [kid = ''] = this.verifying.keys();
    const content = { stream, seq, hash, signedAt: at.toISOString() };
    const signature = sign(null, signedText(content), this.signing).toString('base64url');
    return { ...content, kid, signature };
  }

  /** Whether one of these keys signed it. */
  readonly isGenuine = (head: AuditHead): boolean => {
    const key = this.verifying.get(head.kid);
    if (key === undefined) return false;
    try {
      return verify(null, signedText(head), key, Buffer.from(head.signature, 'base64url'));
    } catch {
      // Whatever it is, it is not what we signed.
      return false;
    }
  };

  /** The public halves, as a JSON Web Key Set. */
  publicKeys(): AuditKeysResponse {
    const keys = [...this.verifying].map(([kid, key]): AuditKeyResponse => {
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
