import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import {
  ListMembersQuery,
  MemberPageResponse,
  MemberResponse,
  SetMemberDto,
} from '@halyard/contracts';
import { ChangesService } from '../changes/changes.service.ts';
import { Answers } from '../openapi/answers.ts';
import type { Actor } from './actor.ts';
import { MembersService } from './members.service.ts';
import { By, RequiresSomewhere } from './requires.ts';

@Controller('api/admin/members')
export class MembersController {
  constructor(
    private readonly members: MembersService,
    private readonly changes: ChangesService,
  ) {}

  @Get()
  @RequiresSomewhere('platform:admin')
  @Answers(MemberPageResponse, 'Lists who holds roles, on the platform and for each tenant')
  list(@By() actor: Actor, @Query() query: ListMembersQuery): Promise<MemberPageResponse> {
    return this.members.list(query, actor);
  }

  @Get(':on/:sub')
  @RequiresSomewhere('platform:admin')
  @Answers(MemberResponse, 'The roles that a person holds on `platform`, or for a tenant')
  get(
    @By() actor: Actor,
    @Param('on') on: string,
    @Param('sub') sub: string,
  ): Promise<MemberResponse> {
    return this.members.get(on, sub, actor);
  }

  @Put(':on/:sub')
  @RequiresSomewhere('platform:admin')
  @Answers(MemberResponse, 'Sets the roles that a person holds there; none takes them away')
  set(
    @By() actor: Actor,
    @Param('on') on: string,
    @Param('sub') sub: string,
    @Body() body: SetMemberDto,
  ): Promise<MemberResponse> {
    return this.changes.submit({ action: 'member.set', on, sub, ...body }, actor);
  }
}
