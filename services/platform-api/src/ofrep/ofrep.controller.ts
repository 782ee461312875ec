import { Body, Controller, Header, Headers, Param, Post, Query, Res } from '@nestjs/common';
import {
  OfrepBulkQuery,
  OfrepBulkResponse,
  OfrepRequestDto,
  OfrepSuccessResponse,
} from '@halyard/contracts';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../access/actor.ts';
import { By, SignedIn, WithKey } from '../access/requires.ts';
import { Answers } from '../openapi/answers.ts';
import { isKnown } from './etag.ts';
import { statusOf } from './ofrep-flag.ts';
import type { OfrepFlag } from './ofrep-flag.ts';
import { OfrepService } from './ofrep.service.ts';

/** OFREP 0.3.0. Its failures follow the protocol too: see its filter. */
@Controller('ofrep/v1/evaluate/flags')
@SignedIn()
@WithKey('server', 'client')
export class OfrepController {
  constructor(private readonly ofrep: OfrepService) {}

  @Post()
  @Header('content-type', 'application/json; charset=utf-8')
  @Answers(OfrepBulkResponse, 'OFREP: every flag; 304 where If-None-Match has the ETag already')
  async evaluateFlags(
    @By() actor: Actor,
    @Body() body: OfrepRequestDto,
    @Query() query: OfrepBulkQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-none-match') known?: string,
  ): Promise<string | undefined> {
    const { etag, text } = await this.ofrep.evaluateFlags(body, query, actor);
    void reply.header('etag', etag);
    if (!isKnown(etag, known)) return text;
    void reply.status(304);
    return undefined;
  }

  @Post(':key')
  @Answers(OfrepSuccessResponse, 'OFREP: one flag')
  async evaluateFlag(
    @By() actor: Actor,
    @Param('key') key: string,
    @Body() body: OfrepRequestDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OfrepFlag> {
    const flag = await this.ofrep.evaluateFlag(key, body, actor);
    void reply.status(statusOf(flag));
    return flag;
  }
}
