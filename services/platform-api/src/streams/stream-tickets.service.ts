import { Injectable } from '@nestjs/common';
import { PLATFORM } from '@halyard/contracts';
import { LRUCache } from 'lru-cache';
import type { Actor } from '../access/actor.ts';
import { DomainError } from '../common/domain-error.ts';
import { SdkKeyRing } from '../sdk-keys/sdk-key-ring.ts';
import { fromJws, toJws } from '../signing/jws.ts';
import { SigningKeys } from '../signing/signing-keys.ts';

const TYP = 'halyard-stream-ticket+jws';
const HALF_LIFE_MS = 12 * 60 * 60 * 1_000;
const MOST_REMEMBERED = 10_000;

/** Who a ticket lets in. Whoever has it can read this: no names. */
type Holder = Pick<Actor, 'sub' | 'tenant' | 'key' | 'memberships'> & {
  readonly expiresAt: number;
};

/**
 * A browser's EventSource sends no headers: a ticket in the URL stands for its holder, on the stream
 * alone, and no longer than what it was got with.
 */
@Injectable()
export class StreamTickets {
  /** Holder → ticket: signing takes longer than evaluating. */
  private readonly issued = new LRUCache<string, string>({ max: MOST_REMEMBERED });

  constructor(
    private readonly signing: SigningKeys,
    private readonly keys: SdkKeyRing,
  ) {}

  /**
   * A ticket for what is left of a day, and for no less than half of one. The same one all that time, on
   * every replica: an answer that holds it keeps its ETag.
   */
  issue({ sub, tenant, key, memberships, expiresAt }: Actor): string {
    const latest = (Math.floor(Date.now() / HALF_LIFE_MS) + 2) * HALF_LIFE_MS;
    const until = Math.min(expiresAt ?? latest, latest);
    // Streams ask for roles on the platform alone, and a URL has to stay short.
    const onPlatform = memberships.filter(({ on }) => on === PLATFORM);
    const holder: Holder = { sub, tenant, key, memberships: onPlatform, expiresAt: until };
    const text = JSON.stringify(holder);
    const ticket = this.issued.get(text) ?? toJws(this.signing, TYP, holder);
    this.issued.set(text, ticket);
    return ticket;
  }

  /** @throws DomainError `unauthenticated` for what is no ticket, has expired, or is of a revoked key. */
  redeem(ticket: string, requestId: string): Actor {
    const holder = fromJws(this.signing, TYP, ticket) as Holder | undefined;
    const isValid =
      holder !== undefined &&
      Date.now() < holder.expiresAt &&
      (holder.key === null || this.keys.isActive(holder.key.id));
    if (!isValid) throw new DomainError('unauthenticated', { detail: 'Not a valid ticket' });
    return { ...holder, name: holder.sub, requestId };
  }
}
