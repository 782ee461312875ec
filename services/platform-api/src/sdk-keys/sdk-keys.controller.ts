import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  CreatedSdkKeyResponse,
  CreateSdkKeyDto,
  ListSdkKeysQuery,
  SdkKeyPageResponse,
  SdkKeyResponse,
  UpdateSdkKeyDto,
  WriteDto,
} from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, RequiresSomewhere } from '../access/requires.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { Answers } from '../openapi/answers.ts';
import { SdkKeysService } from './sdk-keys.service.ts';

@Controller('api/admin/sdk-keys')
export class SdkKeysController {
  constructor(
    private readonly keys: SdkKeysService,
    private readonly changes: ChangesService,
  ) {}

  @Get()
  @RequiresSomewhere('platform:admin')
  @Answers(SdkKeyPageResponse, 'Lists SDK keys, revoked ones too, oldest first')
  list(@By() actor: Actor, @Query() query: ListSdkKeysQuery): Promise<SdkKeyPageResponse> {
    return this.keys.list(query, actor);
  }

  @Get(':id')
  @RequiresSomewhere('platform:admin')
  @Answers(SdkKeyResponse, 'One SDK key, without its secret')
  get(@By() actor: Actor, @Param('id') id: string): Promise<SdkKeyResponse> {
    return this.keys.get(id, actor);
  }

  @Post()
  @RequiresSomewhere('platform:admin')
  @Answers(CreatedSdkKeyResponse, 'Makes an SDK key; its secret is shown this once', 201)
  create(@By() actor: Actor, @Body() body: CreateSdkKeyDto): Promise<SdkKeyResponse> {
    return this.changes.submit({ action: 'sdk_key.create', ...body }, actor);
  }

  @Patch(':id')
  @RequiresSomewhere('platform:admin')
  @Answers(SdkKeyResponse, 'Renames an SDK key, or names other origins')
  async update(
    @By() actor: Actor,
    @Param('id') id: string,
    @Body() body: UpdateSdkKeyDto,
  ): Promise<SdkKeyResponse> {
    const tenant = await this.keys.tenantOf(id, actor);
    return this.changes.submit({ action: 'sdk_key.update', id, tenant, ...body }, actor);
  }

  @Delete(':id')
  @RequiresSomewhere('platform:admin')
  @Answers(SdkKeyResponse, 'Revokes an SDK key, at once and for good')
  async revoke(
    @By() actor: Actor,
    @Param('id') id: string,
    @Body() body: WriteDto,
  ): Promise<SdkKeyResponse> {
    const tenant = await this.keys.tenantOf(id, actor);
    return this.changes.submit({ action: 'sdk_key.revoke', id, tenant, ...body }, actor);
  }
}
