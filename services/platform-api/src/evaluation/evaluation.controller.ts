import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import {
  EvaluateDto,
  EvaluateFlagQuery,
  EvaluateFlagResponse,
  EvaluateQuery,
  EvaluateResponse,
  EvaluateSensitiveDto,
} from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, Requires, SignedIn, WithKey } from '../access/requires.ts';
import { Answers } from '../openapi/answers.ts';
import { EvaluationService } from './evaluation.service.ts';

@Controller('api/flags')
export class EvaluationController {
  constructor(private readonly evaluation: EvaluationService) {}

  @Post('evaluate')
  @SignedIn()
  @WithKey('server', 'client')
  @Answers(EvaluateResponse, 'Every flag, or those named, for a tenant and user')
  evaluate(
    @By() actor: Actor,
    @Body() body: EvaluateDto,
    @Query() { details }: EvaluateQuery,
  ): Promise<EvaluateResponse> {
    return this.evaluation.evaluate(body, details === 'true', actor);
  }

  @Get('eval')
  @SignedIn()
  @WithKey('server', 'client')
  @Answers(EvaluateFlagResponse, 'One flag for a tenant and user')
  evaluateFlag(
    @By() actor: Actor,
    @Query() query: EvaluateFlagQuery,
  ): Promise<EvaluateFlagResponse> {
    return this.evaluation.evaluateFlag(query, actor);
  }

  @Post('sensitive-eval')
  @Requires('feature_flag:evaluate_sensitive')
  @WithKey('server')
  @Answers(EvaluateFlagResponse, 'One sensitive flag, which bulk answers leave out')
  evaluateSensitive(
    @By() actor: Actor,
    @Body() body: EvaluateSensitiveDto,
  ): Promise<EvaluateFlagResponse> {
    return this.evaluation.evaluateSensitive(body, actor);
  }
}
