import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  TenantFlagsQuery,
  TenantFlagsResponse,
  TenantMatrixQuery,
  TenantMatrixResponse,
} from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, RequiresSomewhere } from '../access/requires.ts';
import { Answers } from '../openapi/answers.ts';
import { FleetService } from './fleet.service.ts';

/** What the flags are for the tenants, as people look at it. Stands before `tenants/:slug`. */
@Controller('api/admin/tenants')
export class FleetController {
  constructor(private readonly fleet: FleetService) {}

  @Get('matrix')
  @RequiresSomewhere('feature_flag:read')
  @Answers(TenantMatrixResponse, 'Flags × tenants, of the tenants that you may read')
  matrix(@By() actor: Actor, @Query() query: TenantMatrixQuery): Promise<TenantMatrixResponse> {
    return this.fleet.matrix(query, actor);
  }

  @Get(':slug/flags')
  @RequiresSomewhere('feature_flag:read')
  @Answers(TenantFlagsResponse, 'Every flag as a tenant gets it, for no user in particular')
  flags(
    @By() actor: Actor,
    @Param('slug') slug: string,
    @Query() query: TenantFlagsQuery,
  ): Promise<TenantFlagsResponse> {
    return this.fleet.flags(slug, query, actor);
  }
}
