import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  AuditPageResponse,
  ConfigureFlagDto,
  CreateFlagDto,
  DependenciesResponse,
  ExposuresQuery,
  ExposuresResponse,
  FlagFacetsResponse,
  FlagPageResponse,
  FlagResponse,
  HistoryQuery,
  ListedFlagResponse,
  ListFlagsQuery,
  RevertFlagDto,
  UpdateFlagDto,
} from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, Requires, RequiresSomewhere } from '../access/requires.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { Answers } from '../openapi/answers.ts';
import { FlagListService } from './flag-list.service.ts';
import { FlagsService } from './flags.service.ts';

@Controller('api/admin/flags')
export class FlagsController {
  constructor(
    private readonly flags: FlagsService,
    private readonly listed: FlagListService,
    private readonly changes: ChangesService,
  ) {}

  @Get()
  @Requires('feature_flag:read')
  @Answers(FlagPageResponse, 'Lists flags, newest first, each with its state in every environment')
  list(@By() actor: Actor, @Query() query: ListFlagsQuery): Promise<FlagPageResponse> {
    return this.listed.list(query, actor);
  }

  @Post()
  @Requires('feature_flag:manage')
  @Answers(FlagResponse, 'Creates a flag, off wherever the body does not turn it on', 201)
  create(@By() actor: Actor, @Body() body: CreateFlagDto): Promise<FlagResponse> {
    return this.changes.submit({ action: 'flag.create', ...body }, actor);
  }

  @Get(':key')
  @Requires('feature_flag:read')
  @Answers(ListedFlagResponse, 'One flag, as the list has it')
  get(@Param('key') key: string): Promise<ListedFlagResponse> {
    return this.listed.get(key);
  }

  @Patch(':key')
  @Requires('feature_flag:manage')
  @Answers(FlagResponse, 'Changes what is true of a flag in every environment')
  update(
    @By() actor: Actor,
    @Param('key') key: string,
    @Body() body: UpdateFlagDto,
  ): Promise<FlagResponse> {
    return this.changes.submit({ action: 'flag.update', key, ...body }, actor);
  }

  @Patch(':key/environments/:environment')
  @Requires('feature_flag:manage')
  @Answers(FlagResponse, 'Merges into a flag’s configuration in one environment')
  configure(
    @By() actor: Actor,
    @Param('key') key: string,
    @Param('environment') environment: string,
    @Body() body: ConfigureFlagDto,
  ): Promise<FlagResponse> {
    return this.changes.submit({ action: 'flag.configure', key, environment, ...body }, actor);
  }

  @Get(':key/history')
  @Requires('feature_flag:read')
  @Answers(AuditPageResponse, 'What happened to a flag, newest first, with the differences')
  history(@Param('key') key: string, @Query() query: HistoryQuery): Promise<AuditPageResponse> {
    return this.flags.history(key, query);
  }

  @Get(':key/exposures')
  @RequiresSomewhere('feature_flag:read')
  @Answers(ExposuresResponse, 'How often each variant was served, to the tenants that you may read')
  exposures(
    @By() actor: Actor,
    @Param('key') key: string,
    @Query() query: ExposuresQuery,
  ): Promise<ExposuresResponse> {
    return this.flags.exposures(key, query, actor);
  }

  @Post(':key/environments/:environment/revert')
  @Requires('feature_flag:manage')
  @Answers(FlagResponse, 'Brings back an earlier configuration, as an ordinary change')
  revert(
    @By() actor: Actor,
    @Param('key') key: string,
    @Param('environment') environment: string,
    @Body() body: RevertFlagDto,
  ): Promise<FlagResponse> {
    return this.changes.submit({ action: 'flag.revert', key, environment, ...body }, actor);
  }

  @Get(':key/dependencies')
  @Requires('feature_flag:read')
  @Answers(DependenciesResponse, 'What a flag requires, and what requires it, all the way')
  dependencies(@Param('key') key: string): Promise<DependenciesResponse> {
    return this.flags.dependencies(key);
  }
}

/** Not under `flags/`, where a flag's key comes next. */
@Controller('api/admin/flag-facets')
export class FlagFacetsController {
  constructor(private readonly flags: FlagsService) {}

  @Get()
  @Requires('feature_flag:read')
  @Answers(FlagFacetsResponse, 'The owners and tags that there are, to filter flags by')
  facets(): Promise<FlagFacetsResponse> {
    return this.flags.facets();
  }
}
