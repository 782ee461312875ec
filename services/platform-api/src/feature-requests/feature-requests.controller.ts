import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import {
  AcceptFeatureRequestDto,
  DeclineFeatureRequestDto,
  FeatureRequestPageResponse,
  FeatureRequestResponse,
  ListFeatureRequestsQuery,
} from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, RequiresSomewhere } from '../access/requires.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { Idempotent } from '../idempotency/idempotent.ts';
import { Answers } from '../openapi/answers.ts';
import { FeatureRequestsService } from './feature-requests.service.ts';

@Controller('api/admin/feature-requests')
export class FeatureRequestsController {
  constructor(
    private readonly requests: FeatureRequestsService,
    private readonly changes: ChangesService,
  ) {}

  @Get()
  @RequiresSomewhere('feature_flag:read')
  @Answers(FeatureRequestPageResponse, 'What tenants have asked for, newest first')
  list(@By() actor: Actor, @Query() query: ListFeatureRequestsQuery) {
    return this.requests.list(query, actor);
  }

  @Get(':tenant/:number')
  @RequiresSomewhere('feature_flag:read')
  @Answers(FeatureRequestResponse, 'One request of a tenant')
  get(@By() actor: Actor, @Param('tenant') tenant: string, @Param('number') number: string) {
    return this.requests.get(tenant, Number(number), actor);
  }

  @Post(':tenant/:number/actions/accept')
  @Idempotent()
  @RequiresSomewhere('feature_flag:manage')
  @Answers(FeatureRequestResponse, 'Accepts a request: names the flag that brings it')
  accept(
    @By() actor: Actor,
    @Param('tenant') tenant: string,
    @Param('number') number: string,
    @Body() body: AcceptFeatureRequestDto,
  ) {
    const request = { tenant, number: Number(number) };
    return this.changes.submit({ action: 'feature_request.accept', ...request, ...body }, actor);
  }

  @Post(':tenant/:number/actions/decline')
  @Idempotent()
  @RequiresSomewhere('feature_flag:manage')
  @Answers(FeatureRequestResponse, 'Declines a request, and says why')
  decline(
    @By() actor: Actor,
    @Param('tenant') tenant: string,
    @Param('number') number: string,
    @Body() body: DeclineFeatureRequestDto,
  ) {
    const request = { tenant, number: Number(number) };
    return this.changes.submit({ action: 'feature_request.decline', ...request, ...body }, actor);
  }
}
