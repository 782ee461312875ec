import { Inject, Injectable } from '@nestjs/common';
import { PLATFORM } from '@halyard/contracts';
import type { MeResponse } from '@halyard/contracts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { permissionsOf, tenantsOf } from './actor.ts';
import type { Actor } from './actor.ts';
import { MembersRepository } from './members.repository.ts';

/** The claims of an access token that we use. */
export interface TokenClaims {
  readonly sub: string;
  readonly name?: string;
  /** Seconds since the epoch. */
  readonly exp?: number;
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
      key: null,
      memberships: admin ? [...memberships, { on: PLATFORM, roles: ['admin'] }] : memberships,
      expiresAt: claims.exp === undefined ? null : claims.exp * 1_000,
      requestId,
    };
  }

  /**
   * A tenant's own user with the roles that they hold for that tenant. No route has them but those that
   * ask for them: to all the others such a user is nobody, whatever roles somebody gave them.
   */
  async withOwnRoles(actor: Actor): Promise<Actor> {
    const { sub, tenant } = actor;
    if (tenant === null || actor.key !== null) return actor;
    const memberships = await this.members.ofPerson(sub);
    return { ...actor, memberships: memberships.filter(({ on }) => on === tenant) };
  }

  /** Someone as they are now, outside any request of theirs: for what they asked for earlier. */
  personBehind(sub: string, name: string, requestId: string): Promise<Actor> {
    return this.actorOf({ sub, name }, requestId);
  }

  /** Who may approve what touches a tenant alone, or (null) the platform. */
  async approversFor(tenant: string | null): Promise<{ all: string[]; ofTenant: string[] }> {
    const onPlatform = await this.members.holding('approver', PLATFORM);
    const ofTenant = tenant === null ? [] : await this.members.holding('approver', tenant);
    return { all: [...new Set([...onPlatform, ...ofTenant])].sort(), ofTenant };
  }

  describe(actor: Actor): MeResponse {
    const { sub, name, tenant } = actor;
    const onTenants = tenantsOf(actor).map((slug) => [
      slug,
      [...permissionsOf(actor, slug)].sort(),
    ]);
    return {
      sub,
      name,
      tenant,
      permissions: [...permissionsOf(actor)].sort(),
      tenants: Object.fromEntries(onTenants) as MeResponse['tenants'],
    };
  }
}
