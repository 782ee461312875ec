import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse } from '@nestjs/swagger';
import {
  AuditPageResponse,
  ChangeMembersDto,
  CheckSegmentDto,
  CreateSegmentDto,
  ListSegmentsQuery,
  PageQuery,
  SegmentMembershipResponse,
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

const TEXT = 'text/plain';

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

  @Get(':key/history')
  @Requires('feature_flag:read')
  @Answers(AuditPageResponse, 'What happened to a segment, newest first; long lists are cut short')
  history(@Param('key') key: string, @Query() query: PageQuery): Promise<AuditPageResponse> {
    return this.segments.history(key, query);
  }

  @Post(':key/check')
  @Requires('feature_flag:evaluate')
  @Answers(SegmentMembershipResponse, 'Whether somebody is in a segment, and why')
  check(
    @Param('key') key: string,
    @Body() body: CheckSegmentDto,
  ): Promise<SegmentMembershipResponse> {
    return this.segments.check(key, body);
  }

  @Get(':key/members/:list')
  @Requires('feature_flag:read')
  @HttpCode(200)
  @ApiOperation({ summary: 'Downloads a whole list, one targeting key a line' })
  @ApiResponse({ status: 200, content: { [TEXT]: { schema: { type: 'string' } } } })
  async download(
    @Param('key') key: string,
    @Param('list') list: SegmentList,
  ): Promise<StreamableFile> {
    const lines = await this.segments.file(key, list);
    const disposition = `attachment; filename="${key}-${list}.txt"`;
    return new StreamableFile(Buffer.from(lines), { type: `${TEXT}; charset=utf-8`, disposition });
  }

  @Post(':key/members')
  @Requires('feature_flag:manage')
  @Answers(SegmentResponse, 'Adds and removes up to 10,000 targeting keys')
  changeMembers(@By() actor: Actor, @Param('key') key: string, @Body() body: ChangeMembersDto) {
    return this.changes.submit({ action: 'segment.members', key, ...body }, actor);
  }

  @Put(':key/members/:list')
  @Requires('feature_flag:manage')
  @ApiConsumes(TEXT)
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
