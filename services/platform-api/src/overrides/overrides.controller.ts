import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import {
  ListOverridesQuery,
  OverridePageResponse,
  OverrideParams,
  OverrideResponse,
  RemoveOverrideDto,
  SetOverrideDto,
  UserOverrideParams,
} from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, RequiresSomewhere } from '../access/requires.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { Answers } from '../openapi/answers.ts';
import { OverridesService } from './overrides.service.ts';

@Controller('api/admin/overrides')
export class OverridesController {
  constructor(
    private readonly overrides: OverridesService,
    private readonly changes: ChangesService,
  ) {}

  @Get()
  @RequiresSomewhere('feature_flag:read')
  @Answers(OverridePageResponse, 'Lists overrides of the tenants that you may read')
  list(@By() actor: Actor, @Query() query: ListOverridesQuery): Promise<OverridePageResponse> {
    return this.overrides.list(query, actor);
  }

  @Put(':environment/:tenant/:flag')
  @RequiresSomewhere('feature_flag:manage')
  @Answers(OverrideResponse, 'Sets what a flag is for one tenant, whatever it is for the others')
  set(@By() actor: Actor, @Param() place: OverrideParams, @Body() body: SetOverrideDto) {
    return this.changes.submit({ action: 'override.set', ...place, ...body }, actor);
  }

  @Put(':environment/:tenant/:flag/:user')
  @RequiresSomewhere('feature_flag:manage')
  @Answers(OverrideResponse, 'Sets what a flag is for one user of a tenant')
  setForUser(@By() actor: Actor, @Param() place: OverrideParams, @Body() body: SetOverrideDto) {
    return this.changes.submit({ action: 'override.set', ...place, ...body }, actor);
  }

  @Delete(':environment/:tenant/:flag')
  @RequiresSomewhere('feature_flag:manage')
  @Answers(OverridePageResponse, 'Ends a tenant’s override; answers those that are left')
  remove(@By() actor: Actor, @Param() place: OverrideParams, @Body() body: RemoveOverrideDto) {
    return this.end(actor, place, body);
  }

  @Delete(':environment/:tenant/:flag/:user')
  @RequiresSomewhere('feature_flag:manage')
  @Answers(OverridePageResponse, 'Ends a user’s override; answers those that are left')
  removeForUser(
    @By() actor: Actor,
    @Param() place: OverrideParams,
    @Body() body: RemoveOverrideDto,
  ) {
    return this.end(actor, place, body);
  }

  private async end(
    actor: Actor,
    place: OverrideParams | UserOverrideParams,
    body: RemoveOverrideDto,
  ) {
    await this.changes.submit({ action: 'override.remove', ...place, ...body }, actor);
    const { environment, tenant, flag } = place;
    return this.overrides.list({ environment, tenant, flag }, actor);
  }
}
