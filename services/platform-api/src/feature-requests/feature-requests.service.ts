import { Injectable } from '@nestjs/common';
import type {
  FeatureRequestPageResponse,
  FeatureRequestResponse,
  ListFeatureRequestsQuery,
  ListOwnFeatureRequestsQuery,
  OwnFeatureRequestPageResponse,
  OwnFeatureRequestResponse,
  Page,
} from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { isInScope, scopeOf } from '../access/tenant-scope.ts';
import type { TenantScope } from '../access/tenant-scope.ts';
import { decodeCursor, pageOf } from '../common/cursor.ts';
import { DomainError } from '../common/domain-error.ts';
import { FeaturesService } from '../features/features.service.ts';
import { noTenant } from '../tenants/tenant.ts';
import {
  toFeatureRequestResponse,
  toOwnFeatureRequestResponse,
} from './feature-request.response.ts';
import type { FeatureRequest } from './feature-request.ts';
import { FeatureRequestsRepository } from './feature-requests.repository.ts';
import type { FeatureRequestFilter } from './feature-requests.repository.ts';

@Injectable()
export class FeatureRequestsService {
  constructor(
    private readonly requests: FeatureRequestsRepository,
    private readonly features: FeaturesService,
  ) {}

  /** Those of the tenants that the actor may read, newest first. */
  async list(query: ListFeatureRequestsQuery, actor: Actor): Promise<FeatureRequestPageResponse> {
    const scope = scopeOf(actor, 'feature_flag:read');
    const [{ items, nextCursor }, open] = await Promise.all([
      this.page(scope, query),
      this.requests.countOpen(scope),
    ]);
    return { items: items.map(toFeatureRequestResponse), nextCursor, open };
  }

  async get(tenant: string, number: number, actor: Actor): Promise<FeatureRequestResponse> {
    return toFeatureRequestResponse(await this.existing(tenant, number, actor));
  }

  /** A tenant's own, newest first, as its people may see them. */
  async listOwn(
    tenant: string,
    query: ListOwnFeatureRequestsQuery,
  ): Promise<OwnFeatureRequestPageResponse> {
    const { items, nextCursor } = await this.page(only(tenant), query);
    const isAnyAccepted = items.some(({ flag }) => flag !== null);
    const names = isAnyAccepted ? await this.features.namesFor(tenant) : new Map<string, string>();
    return { items: items.map((one) => toOwnFeatureRequestResponse(one, names)), nextCursor };
  }

  async getOwn(tenant: string, number: number): Promise<OwnFeatureRequestResponse> {
    const request = await this.requests.one(only(tenant), tenant, number);
    if (request === null) throw noRequest(number);
    return toOwnFeatureRequestResponse(request, await this.features.namesFor(tenant));
  }

  /** @throws DomainError `not_found`, the same for a tenant that is not there and one that is not theirs. */
  async existing(tenant: string, number: number, actor: Actor): Promise<FeatureRequest> {
    const scope = scopeOf(actor, 'feature_flag:read');
    if (!isInScope(scope, tenant)) throw noTenant(tenant);
    const request = Number.isSafeInteger(number)
      ? await this.requests.one(scope, tenant, number)
      : null;
    if (request === null) throw noRequest(number);
    return request;
  }

  private async page(
    scope: TenantScope,
    { cursor, limit = 50, ...filter }: ListFeatureRequestsQuery,
  ): Promise<Page<FeatureRequest>> {
    const before = cursor === undefined ? undefined : decodeCursor(cursor)[1];
    const asked: FeatureRequestFilter = { ...filter, before, limit: limit + 1 };
    const found = await this.requests.list(scope, asked);
    return pageOf(found, limit, (last) => ['', last._id]);
  }
}

function only(tenant: string): TenantScope {
  return { all: false, tenants: [tenant] };
}

function noRequest(number: number): DomainError {
  return new DomainError('not_found', { detail: `No feature request ${number}` });
}
