import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import {
  ExportTenantMatrixQuery,
  TenantFlagQuery,
  TenantFlagResponse,
  TenantFlagsQuery,
  TenantFlagsResponse,
  TenantMatrixQuery,
  TenantMatrixResponse,
} from '@halyard/contracts';
import { Readable } from 'node:stream';
import type { Actor } from '../access/actor.ts';
import { By, RequiresSomewhere } from '../access/requires.ts';
import { Answers } from '../openapi/answers.ts';
import { FleetService } from './fleet.service.ts';

const CSV = 'text/csv';

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

  @Get('matrix.csv')
  @RequiresSomewhere('feature_flag:read')
  @ApiOperation({
    summary: 'The whole matrix as CSV: a line for each tenant, a variant for each flag',
  })
  @ApiResponse({ status: 200, content: { [CSV]: { schema: { type: 'string' } } } })
  async export(
    @By() actor: Actor,
    @Query() query: ExportTenantMatrixQuery,
  ): Promise<StreamableFile> {
    const lines = await this.fleet.matrixCsv(query, actor);
    const disposition = 'attachment; filename="flags-by-tenant.csv"';
    return new StreamableFile(Readable.from(lines), { type: CSV, disposition });
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

  @Get(':slug/flags/:key')
  @RequiresSomewhere('feature_flag:read')
  @Answers(TenantFlagResponse, 'One flag as a tenant gets it, for no user in particular')
  flag(
    @By() actor: Actor,
    @Param('slug') slug: string,
    @Param('key') key: string,
    @Query() query: TenantFlagQuery,
  ): Promise<TenantFlagResponse> {
    return this.fleet.flag(slug, key, query, actor);
  }
}
