import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import {
  CreateEnvironmentDto,
  EnvironmentListResponse,
  EnvironmentResponse,
  UpdateEnvironmentDto,
} from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, Requires, RequiresSomewhere } from '../access/requires.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { Answers } from '../openapi/answers.ts';
import { EnvironmentsService } from './environments.service.ts';

@Controller('api/admin/environments')
export class EnvironmentsController {
  constructor(
    private readonly environments: EnvironmentsService,
    private readonly changes: ChangesService,
  ) {}

  @Get()
  @RequiresSomewhere('feature_flag:read')
  @Answers(EnvironmentListResponse, 'Lists environments, oldest first')
  list(): Promise<EnvironmentListResponse> {
    return this.environments.list();
  }

  @Get(':key')
  @Requires('feature_flag:read')
  @Answers(EnvironmentResponse, 'One environment')
  get(@Param('key') key: string): Promise<EnvironmentResponse> {
    return this.environments.get(key);
  }

  @Post()
  @Requires('platform:admin')
  @Answers(EnvironmentResponse, 'Creates an environment, with every flag off in it', 201)
  create(@By() actor: Actor, @Body() body: CreateEnvironmentDto): Promise<EnvironmentResponse> {
    return this.changes.submit({ action: 'environment.create', ...body }, actor);
  }

  @Patch(':key')
  @Requires('platform:admin')
  @Answers(EnvironmentResponse, 'Changes an environment; what is protected stays protected')
  update(
    @By() actor: Actor,
    @Param('key') key: string,
    @Body() body: UpdateEnvironmentDto,
  ): Promise<EnvironmentResponse> {
    return this.changes.submit({ action: 'environment.update', key, ...body }, actor);
  }
}
