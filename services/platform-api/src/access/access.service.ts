import { Inject, Injectable } from '@nestjs/common';
import { PLATFORM } from '@halyard/contracts';
import type { MeResponse, Role } from '@halyard/contracts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { permissionsOf } from './actor.ts';
import type { Actor } from './actor.ts';
import { MembersRepository } from './members.repository.ts';

/** The claims of an access token that we use. */
export interface TokenClaims {
  readonly sub: string;
  readonly name?: string;
  /** On a tenant user's token: their tenant's slug. */
  readonly tenant?: string;
}

@Injectable()
export class AccessService {
  constructor(
    private readonly members: MembersRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Who a verified token speaks for. A tenant's own user holds no roles on the platform. */
  async actorOf(claims: TokenClaims, requestId: string): Promise<Actor> {
    const tenant = claims.tenant ?? null;
    const memberships = tenant === null ? await this.members.ofPerson(claims.sub) : [];
    const admin = tenant === null && this.env.HALYARD_ADMINS.includes(claims.sub);
    return {
      sub: claims.sub,
      name: claims.name ?? claims.sub,
      tenant,
      memberships: admin ? [...memberships, { on: PLATFORM, roles: ['admin'] }] : memberships,
      requestId,
    };
  }

  describe(actor: Actor): MeResponse {
    const { sub, name, tenant } = actor;
    return { sub, name, tenant, permissions: [...permissionsOf(actor)].sort() };
  }

  /** Gives someone roles on the platform, unless they already hold some. */
  grant(sub: string, roles: readonly Role[]): Promise<void> {
    return this.members.insertIfAbsent(sub, PLATFORM, roles);
  }
}
