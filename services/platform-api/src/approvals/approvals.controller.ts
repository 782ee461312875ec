import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ChangePreviewResponse,
  ChangeRequestPageResponse,
  ChangeRequestResponse,
  CommentDto,
  CreateChangeRequestDto,
  ListChangeRequestsQuery,
  ReviewDto,
  UpdateChangeRequestDto,
} from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, RequiresSomewhere } from '../access/requires.ts';
import { Answers } from '../openapi/answers.ts';
import { ApprovalsService } from './approvals.service.ts';
import { RequestReader } from './request-reader.service.ts';

@Controller('api/admin/change-requests')
export class ApprovalsController {
  constructor(
    private readonly approvals: ApprovalsService,
    private readonly reader: RequestReader,
  ) {}

  @Post()
  @RequiresSomewhere('feature_flag:read')
  @Answers(
    ChangeRequestResponse,
    'Files a change for review; it takes what the change itself takes',
    201,
  )
  file(@By() actor: Actor, @Body() body: CreateChangeRequestDto): Promise<ChangeRequestResponse> {
    return this.approvals.file(body, actor);
  }

  @Get()
  @RequiresSomewhere('feature_flag:read')
  @Answers(ChangeRequestPageResponse, 'Lists change requests, newest first')
  list(
    @By() actor: Actor,
    @Query() query: ListChangeRequestsQuery,
  ): Promise<ChangeRequestPageResponse> {
    return this.reader.list(query, actor);
  }

  @Get(':ref')
  @RequiresSomewhere('feature_flag:read')
  @Answers(ChangeRequestResponse, 'One change request: what it would do, and what it waits for')
  get(@By() actor: Actor, @Param('ref') ref: string): Promise<ChangeRequestResponse> {
    return this.reader.get(ref, actor);
  }

  @Get(':ref/preview')
  @RequiresSomewhere('feature_flag:read')
  @Answers(ChangePreviewResponse, 'What an open request would do if it were made now, and to whom')
  preview(@By() actor: Actor, @Param('ref') ref: string): Promise<ChangePreviewResponse> {
    return this.reader.preview(ref, actor);
  }

  @Patch(':ref')
  @RequiresSomewhere('feature_flag:read')
  @Answers(ChangeRequestResponse, 'Edits one’s own request; the approvals that it had are void')
  edit(
    @By() actor: Actor,
    @Param('ref') ref: string,
    @Body() body: UpdateChangeRequestDto,
  ): Promise<ChangeRequestResponse> {
    return this.approvals.edit(ref, body, actor);
  }

  @Post(':ref/reviews')
  @RequiresSomewhere('feature_flag:read')
  @Answers(ChangeRequestResponse, 'Approves or rejects; the second approval applies the change')
  review(
    @By() actor: Actor,
    @Param('ref') ref: string,
    @Body() body: ReviewDto,
  ): Promise<ChangeRequestResponse> {
    return this.approvals.review(ref, body, actor);
  }

  @Post(':ref/comments')
  @RequiresSomewhere('feature_flag:read')
  @Answers(ChangeRequestResponse, 'Says something about a request, to all who read it')
  comment(
    @By() actor: Actor,
    @Param('ref') ref: string,
    @Body() body: CommentDto,
  ): Promise<ChangeRequestResponse> {
    return this.approvals.comment(ref, body, actor);
  }

  @Post(':ref/submit')
  @RequiresSomewhere('feature_flag:read')
  @Answers(ChangeRequestResponse, 'Submits one’s own draft for review')
  submit(@By() actor: Actor, @Param('ref') ref: string): Promise<ChangeRequestResponse> {
    return this.approvals.submit(ref, actor);
  }

  @Post(':ref/withdraw')
  @RequiresSomewhere('feature_flag:read')
  @Answers(ChangeRequestResponse, 'Takes one’s own request back')
  withdraw(@By() actor: Actor, @Param('ref') ref: string): Promise<ChangeRequestResponse> {
    return this.approvals.withdraw(ref, actor);
  }

  @Post(':ref/rebase')
  @RequiresSomewhere('feature_flag:read')
  @Answers(ChangeRequestResponse, 'Puts one’s own conflicted request on what there is now')
  rebase(@By() actor: Actor, @Param('ref') ref: string): Promise<ChangeRequestResponse> {
    return this.approvals.rebase(ref, actor);
  }
}
