import { Inject, Injectable } from '@nestjs/common';
import { PLATFORM, SDK_KEY_PREFIX } from '@halyard/contracts';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '../common/domain-error.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { SdkKeyRing } from '../sdk-keys/sdk-key-ring.ts';
import type { SdkKey } from '../sdk-keys/sdk-key.ts';
import type { Actor } from './actor.ts';

/** Lets applications in by their SDK key, so many times a second. */
@Injectable()
export class KeyAccess {
  private readonly limits: Readonly<Record<SdkKey['kind'], RateLimiterMemory>>;

  constructor(
    private readonly ring: SdkKeyRing,
    @Inject(ENV) env: Env,
  ) {
    this.limits = {
      server: new RateLimiterMemory({ points: env.HALYARD_SERVER_KEY_LIMIT, duration: 1 }),
      client: new RateLimiterMemory({ points: env.HALYARD_CLIENT_KEY_LIMIT, duration: 1 }),
    };
  }

  /**
   * Who asks with a key: in `X-API-Key`, or as a bearer token.
   * @throws DomainError `unauthenticated` for a key that is none, or is revoked; `permission_denied` for a
   * browser at an origin that the key does not name; `rate_limited` with the seconds to wait.
   */
  async actorOf(secret: string, request: FastifyRequest): Promise<Actor> {
    const key = this.ring.find(secret);
    if (key === undefined) throw new DomainError('unauthenticated', { detail: 'Not a valid key' });
    refuseOrigin(key, request.headers.origin);
    await this.limit(key, request.ip);
    const { _id, kind, name, environment, tenant } = key;
    return {
      sub: `key:${_id}`,
      name,
      tenant: tenant === PLATFORM ? null : tenant,
      key: { id: _id, kind, environment },
      memberships: [],
      expiresAt: null,
      requestId: request.id,
    };
  }

  /** A client key is shared by everyone who has the application: each address has a share of its own. */
  private async limit({ _id, kind }: SdkKey, address: string): Promise<void> {
    try {
      await this.limits[kind].consume(kind === 'client' ? `${_id} ${address}` : _id);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new DomainError('rate_limited', {
        retryAfter: Math.ceil(refused.msBeforeNext / 1_000),
      });
    }
  }
}

/** The SDK key that a request carries, if it carries one. */
export function secretIn({ headers }: FastifyRequest): string | undefined {
  const own = headers['x-api-key'];
  if (typeof own === 'string') return own;
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return bearer?.startsWith(SDK_KEY_PREFIX) === true ? bearer : undefined;
}

/** A browser says where it calls from. Without this a page anywhere could spend a key's rate. */
function refuseOrigin({ origins }: SdkKey, origin: string | undefined): void {
  if (origin === undefined || origins.includes(origin)) return;
  throw new DomainError('permission_denied', {
    detail:
      'The key does not name this origin: add it to the key, if browsers may use it from there',
  });
}
