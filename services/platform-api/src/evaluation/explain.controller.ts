import { Body, Controller, Post } from '@nestjs/common';
import { ExplainDto, ExplainResponse } from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, Requires } from '../access/requires.ts';
import { Answers } from '../openapi/answers.ts';
import { EvaluationService } from './evaluation.service.ts';

@Controller('api/admin/evaluate')
export class ExplainController {
  constructor(private readonly evaluation: EvaluationService) {}

  @Post('explain')
  @Requires('feature_flag:read')
  @Answers(ExplainResponse, 'What each lane says of a flag, for any context, live or with a change')
  explain(@By() actor: Actor, @Body() body: ExplainDto): Promise<ExplainResponse> {
    return this.evaluation.explain(body, actor);
  }
}
