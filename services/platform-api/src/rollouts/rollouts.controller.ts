import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  FlagRolloutQuery,
  FlagRolloutResponse,
  ListRolloutsQuery,
  RunningRolloutPageResponse,
} from '@halyard/contracts';
import { Requires } from '../access/requires.ts';
import { Answers } from '../openapi/answers.ts';
import { RolloutsService } from './rollouts.service.ts';

@Controller('api/admin')
export class RolloutsController {
  constructor(private readonly rollouts: RolloutsService) {}

  @Get('rollouts')
  @Requires('feature_flag:read')
  @Answers(RunningRolloutPageResponse, 'What is rolled out, the one that was moved last first')
  list(@Query() query: ListRolloutsQuery): Promise<RunningRolloutPageResponse> {
    return this.rollouts.list(query);
  }

  @Get('flags/:key/rollout')
  @Requires('feature_flag:read')
  @Answers(FlagRolloutResponse, 'Who is in a flag’s rollout in an environment, and who comes next')
  ofFlag(
    @Param('key') key: string,
    @Query() query: FlagRolloutQuery,
  ): Promise<FlagRolloutResponse> {
    return this.rollouts.ofFlag(key, query);
  }
}
