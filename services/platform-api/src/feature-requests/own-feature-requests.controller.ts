import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import {
  CreateFeatureRequestDto,
  ListOwnFeatureRequestsQuery,
  OwnFeatureRequestPageResponse,
  OwnFeatureRequestResponse,
} from '@halyard/contracts';
import type { TenantActor } from '../access/actor.ts';
import { By, RequiresOwnTenant } from '../access/requires.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { Idempotent } from '../idempotency/idempotent.ts';
import { Answers } from '../openapi/answers.ts';
import { FeatureRequestsService } from './feature-requests.service.ts';

/** For a tenant's own people: the tenant is their token's. */
@Controller('api/feature-requests')
export class OwnFeatureRequestsController {
  constructor(
    private readonly requests: FeatureRequestsService,
    private readonly changes: ChangesService,
  ) {}

  @Get()
  @RequiresOwnTenant('feature_flag:read')
  @Answers(OwnFeatureRequestPageResponse, 'What your own tenant has asked for, newest first')
  list(@By() { tenant }: TenantActor, @Query() query: ListOwnFeatureRequestsQuery) {
    return this.requests.listOwn(tenant, query);
  }

  @Post()
  @Idempotent()
  @RequiresOwnTenant('feature_flag:read')
  @Answers(OwnFeatureRequestResponse, 'Asks for a feature for your own tenant', 201)
  async create(@By() actor: TenantActor, @Body() body: CreateFeatureRequestDto) {
    const { tenant } = actor;
    const change = { action: 'feature_request.create', tenant, ...body } as const;
    const { number } = await this.changes.submit(change, actor);
    return this.requests.getOwn(tenant, number);
  }
}
