import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.ts';
import { DomainError } from '../common/domain-error.ts';
import { SdkKeyRing } from '../sdk-keys/sdk-key-ring.ts';
import { fromJws, toJws } from '../signing/jws.ts';
import { SigningKeys } from '../signing/signing-keys.ts';

const TYP = 'halyard-stream-ticket+jws';
const LIFETIME_MS = 24 * 60 * 60 * 1_000;

/** Who a ticket lets in. */
type Holder = Pick<Actor, 'sub' | 'name' | 'tenant' | 'key'> & { readonly expiresAt: number };

/**
 * A browser's EventSource sends no headers: a ticket in the URL stands for its holder, on the stream
 * alone, and no longer than what it was got with.
 */
@Injectable()
export class StreamTickets {
  constructor(
    private readonly signing: SigningKeys,
    private readonly keys: SdkKeyRing,
  ) {}

  issue({ sub, name, tenant, key, expiresAt }: Actor): string {
    const latest = Date.now() + LIFETIME_MS;
    const holder: Holder = {
      sub,
      name,
      tenant,
      key,
      expiresAt: Math.min(expiresAt ?? latest, latest),
    };
    return toJws(this.signing, TYP, holder);
  }

  /** @throws DomainError `unauthenticated` for what is no ticket, has expired, or is of a revoked key. */
  redeem(ticket: string, requestId: string): Actor {
    const holder = fromJws(this.signing, TYP, ticket) as Holder | undefined;
    const isValid =
      holder !== undefined &&
      Date.now() < holder.expiresAt &&
      (holder.key === null || this.keys.isActive(holder.key.id));
    if (!isValid) throw new DomainError('unauthenticated', { detail: 'Not a valid ticket' });
    return { ...holder, memberships: [], requestId };
  }
}
