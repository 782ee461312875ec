import { Body, Controller, Post } from '@nestjs/common';
import { ExplainAllDto, ExplainAllResponse, ExplainDto, ExplainResponse } from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, Requires, RequiresSomewhere } from '../access/requires.ts';
import { Answers } from '../openapi/answers.ts';
import { ExplainService } from './explain.service.ts';

@Controller('api/admin/evaluate')
export class ExplainController {
  constructor(private readonly explaining: ExplainService) {}

  @Post('explain')
  @RequiresSomewhere('feature_flag:read')
  @Answers(ExplainResponse, 'What each lane says of a flag, for any context, live or with a change')
  explain(@By() actor: Actor, @Body() body: ExplainDto): Promise<ExplainResponse> {
    return this.explaining.explain(body, actor);
  }

  @Post('explain-all')
  @Requires('feature_flag:read')
  @Answers(ExplainAllResponse, 'What every flag is, for any context, live or with a change')
  explainAll(@By() actor: Actor, @Body() body: ExplainAllDto): Promise<ExplainAllResponse> {
    return this.explaining.explainAll(body, actor);
  }
}
