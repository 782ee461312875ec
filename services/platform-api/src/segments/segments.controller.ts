import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import {
  ChangeMembersDto,
  CreateSegmentDto,
  ListSegmentsQuery,
  SegmentPageResponse,
  SegmentResponse,
  UpdateSegmentDto,
  UploadQuery,
  WriteDto,
} from '@halyard/contracts';
import type { SegmentList } from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, Requires } from '../access/requires.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { Answers } from '../openapi/answers.ts';
import { LinesPipe } from './lines.pipe.ts';
import { SegmentsService } from './segments.service.ts';

@Controller('api/admin/segments')
export class SegmentsController {
  constructor(
    private readonly segments: SegmentsService,
    private readonly changes: ChangesService,
  ) {}

  @Get()
  @Requires('feature_flag:read')
  @Answers(SegmentPageResponse, 'Lists segments by key')
  list(@Query() query: ListSegmentsQuery): Promise<SegmentPageResponse> {
    return this.segments.list(query);
  }

  @Get(':key')
  @Requires('feature_flag:read')
  @Answers(SegmentResponse, 'One segment, and the flags whose rules use it')
  get(@Param('key') key: string): Promise<SegmentResponse> {
    return this.segments.get(key);
  }

  @Post()
  @Requires('feature_flag:manage')
  @Answers(SegmentResponse, 'Creates a segment without members', 201)
  create(@By() actor: Actor, @Body() body: CreateSegmentDto) {
    return this.changes.submit({ action: 'segment.create', ...body }, actor);
  }

  @Patch(':key')
  @Requires('feature_flag:manage')
  @Answers(SegmentResponse, 'Changes a segment')
  update(@By() actor: Actor, @Param('key') key: string, @Body() body: UpdateSegmentDto) {
    return this.changes.submit({ action: 'segment.update', key, ...body }, actor);
  }

  @Post(':key/members')
  @Requires('feature_flag:manage')
  @Answers(SegmentResponse, 'Adds and removes up to 10,000 targeting keys')
  changeMembers(@By() actor: Actor, @Param('key') key: string, @Body() body: ChangeMembersDto) {
    return this.changes.submit({ action: 'segment.members', key, ...body }, actor);
  }

  @Put(':key/members/:list')
  @Requires('feature_flag:manage')
  @ApiConsumes('text/plain')
  @ApiBody({ schema: { type: 'string' }, description: 'One targeting key a line' })
  @Answers(SegmentResponse, 'Uploads a whole list of up to 100,000 targeting keys, one a line')
  upload(
    @By() actor: Actor,
    @Param('key') key: string,
    @Param('list') list: SegmentList,
    @Query() query: UploadQuery,
    @Body(LinesPipe) members: string[],
  ) {
    return this.changes.submit({ action: 'segment.upload', key, list, members, ...query }, actor);
  }

  @Delete(':key')
  @Requires('feature_flag:manage')
  @Answers(SegmentPageResponse, 'Removes a segment; refused while a rule uses it')
  async remove(@By() actor: Actor, @Param('key') key: string, @Body() body: WriteDto) {
    await this.changes.submit({ action: 'segment.remove', key, ...body }, actor);
    return this.segments.list({});
  }
}
