import { Controller, Get, Query } from '@nestjs/common';
import { FeaturePageResponse, ListFeaturesQuery } from '@halyard/contracts';
import type { TenantActor } from '../access/actor.ts';
import { By, RequiresOwnTenant } from '../access/requires.ts';
import { Answers } from '../openapi/answers.ts';
import { FeaturesService } from './features.service.ts';

@Controller('api/features')
export class FeaturesController {
  constructor(private readonly features: FeaturesService) {}

  @Get()
  @RequiresOwnTenant('feature_flag:read')
  @Answers(FeaturePageResponse, 'What is on for your own tenant; what is off is not in it')
  list(@By() { tenant }: TenantActor, @Query() query: ListFeaturesQuery) {
    return this.features.list(tenant, query);
  }
}
