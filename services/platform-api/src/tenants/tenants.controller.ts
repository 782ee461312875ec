import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  CreateTenantDto,
  ListTenantsQuery,
  TenantFacetsResponse,
  TenantPageResponse,
  TenantResponse,
  UpdateTenantDto,
} from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, Requires, RequiresSomewhere } from '../access/requires.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { Answers } from '../openapi/answers.ts';
import { TenantsService } from './tenants.service.ts';

@Controller('api/admin/tenants')
export class TenantsController {
  constructor(
    private readonly tenants: TenantsService,
    private readonly changes: ChangesService,
  ) {}

  @Get()
  @Requires('feature_flag:read')
  @Answers(TenantPageResponse, 'Lists tenants by slug')
  list(@Query() query: ListTenantsQuery): Promise<TenantPageResponse> {
    return this.tenants.list(query);
  }

  @Get('facets')
  @Requires('feature_flag:read')
  @Answers(TenantFacetsResponse, 'The plans and partners that a scope may name')
  facets(): Promise<TenantFacetsResponse> {
    return this.tenants.facets();
  }

  @Get(':slug')
  @RequiresSomewhere('feature_flag:read')
  @Answers(TenantResponse, 'One tenant')
  get(@By() actor: Actor, @Param('slug') slug: string): Promise<TenantResponse> {
    return this.tenants.read(slug, actor);
  }

  @Post()
  @Requires('platform:admin')
  @Answers(TenantResponse, 'Creates a tenant', 201)
  create(@By() actor: Actor, @Body() body: CreateTenantDto): Promise<TenantResponse> {
    return this.changes.submit({ action: 'tenant.create', ...body }, actor);
  }

  @Patch(':slug')
  @Requires('platform:admin')
  @Answers(TenantResponse, 'Changes a tenant; its plan and partner count from now on')
  update(
    @By() actor: Actor,
    @Param('slug') slug: string,
    @Body() body: UpdateTenantDto,
  ): Promise<TenantResponse> {
    return this.changes.submit({ action: 'tenant.update', slug, ...body }, actor);
  }
}
