import type { SigningKeysResponse } from '@halyard/contracts';
import type { SigningKeys } from '../signing/signing-keys.ts';
import { signedText } from './audit-head.ts';
import type { AuditHead } from './audit-head.ts';

/** Signs the heads of chains, and tells which are genuine. */
export class AuditKeys {
  constructor(private readonly keys: SigningKeys) {}

  sign({ stream, seq, hash }: Pick<AuditHead, 'stream' | 'seq' | 'hash'>, at: Date): AuditHead {
    const content = { stream, seq, hash, signedAt: at.toISOString() };
    return { ...content, kid: this.keys.kid, signature: this.keys.sign(signedText(content)) };
  }

  /** Whether one of these keys signed it. */
  readonly isGenuine = (head: AuditHead): boolean =>
    this.keys.isGenuine(head.kid, () => signedText(head), head.signature);

  publicKeys(): SigningKeysResponse {
    return this.keys.publicKeys();
  }
}
