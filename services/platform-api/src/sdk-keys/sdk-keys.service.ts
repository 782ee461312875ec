import { Injectable } from '@nestjs/common';
import { LIMITS, PLATFORM } from '@halyard/contracts';
import type { ListSdkKeysQuery, SdkKeyPageResponse, SdkKeyResponse } from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { scopeOf } from '../access/tenant-scope.ts';
import { decodeCursor, pageOf } from '../common/cursor.ts';
import { DomainError } from '../common/domain-error.ts';
import { toSdkKeyResponse } from './sdk-key.response.ts';
import type { SdkKey } from './sdk-key.ts';
import { SdkKeysRepository } from './sdk-keys.repository.ts';

@Injectable()
export class SdkKeysService {
  constructor(private readonly keys: SdkKeysRepository) {}

  async list(
    { cursor, limit = LIMITS.pageSize, ...filter }: ListSdkKeysQuery,
    actor: Actor,
  ): Promise<SdkKeyPageResponse> {
    const [after] = cursor === undefined ? [] : decodeCursor(cursor);
    const scope = scopeOf(actor, 'platform:admin');
    const found = await this.keys.list(scope, { ...filter, after, limit: limit + 1 });
    const { items, nextCursor } = pageOf(found, limit, (last) => [last._id, '']);
    return { items: items.map(toSdkKeyResponse), nextCursor };
  }

  async get(id: string, actor: Actor): Promise<SdkKeyResponse> {
    return toSdkKeyResponse(await this.existing(id, actor));
  }

  /** The one tenant that a key sees; undefined for all of them. @throws DomainError as `get`. */
  async tenantOf(id: string, actor: Actor): Promise<string | undefined> {
    const { tenant } = await this.existing(id, actor);
    return tenant === PLATFORM ? undefined : tenant;
  }

  /** @throws DomainError `not_found` for a key that there is not, or that is not the actor's to see. */
  async existing(id: string, actor: Actor): Promise<SdkKey> {
    const key = await this.keys.one(scopeOf(actor, 'platform:admin'), id);
    if (key === null) throw new DomainError('not_found', { detail: `No SDK key "${id}"` });
    return key;
  }
}
