import { Injectable } from '@nestjs/common';
import { PLATFORM } from '@halyard/contracts';
import type { ListMembersQuery, MemberPageResponse, MemberResponse } from '@halyard/contracts';
import { decodeCursor, pageOf } from '../common/cursor.ts';
import { DomainError } from '../common/domain-error.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import type { Actor } from './actor.ts';
import { toMemberResponse } from './member.response.ts';
import { MembersRepository } from './members.repository.ts';
import { isInScope, scopeOf } from './tenant-scope.ts';
import type { TenantScope } from './tenant-scope.ts';
import { noTenant } from '../tenants/tenant.ts';

@Injectable()
export class MembersService {
  constructor(
    private readonly members: MembersRepository,
    private readonly tenants: TenantsService,
  ) {}

  async list(
    { cursor, limit = 50, ...filter }: ListMembersQuery,
    actor: Actor,
  ): Promise<MemberPageResponse> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const scope = scopeOf(actor, 'platform:admin');
    const found = await this.members.list(scope, { ...filter, after, limit: limit + 1 });
    const { items, nextCursor } = pageOf(found, limit, (last) => [last.on, last.sub]);
    return { items: items.map(toMemberResponse), nextCursor };
  }

  async get(on: string, sub: string, actor: Actor): Promise<MemberResponse> {
    const scope = await this.scopeFor(on, actor);
    const member = await this.members.one(scope, on, sub);
    if (member === null || member.roles.length === 0) {
      throw new DomainError('not_found', { detail: `"${sub}" holds no roles on "${on}"` });
    }
    return toMemberResponse(member);
  }

  /** Whether someone was ever given roles there. */
  async wasSet(on: string, sub: string, actor: Actor): Promise<boolean> {
    return (await this.members.one(await this.scopeFor(on, actor), on, sub)) !== null;
  }

  /**
   * Where the actor manages members, which has to include the place named.
   * @throws DomainError `not_found` for a tenant that there is not, or that is not theirs: they look the same.
   */
  async scopeFor(on: string, actor: Actor): Promise<TenantScope> {
    const scope = scopeOf(actor, 'platform:admin');
    if (on === PLATFORM) {
      if (scope.all) return scope;
      throw new DomainError('permission_denied', { detail: 'It takes an admin of the platform' });
    }
    if (!isInScope(scope, on)) throw noTenant(on);
    await this.tenants.get(on);
    return scope;
  }
}
