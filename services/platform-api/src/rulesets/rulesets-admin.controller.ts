import { Controller, Get } from '@nestjs/common';
import { RulesetListResponse } from '@halyard/contracts';
import { Requires } from '../access/requires.ts';
import { Answers } from '../openapi/answers.ts';
import { RulesetStatus } from './ruleset-status.service.ts';

@Controller('api/admin/rulesets')
export class RulesetsAdminController {
  constructor(private readonly status: RulesetStatus) {}

  @Get()
  @Requires('feature_flag:read')
  @Answers(RulesetListResponse, 'What this replica serves in each environment, and how large it is')
  list(): RulesetListResponse {
    return this.status.list();
  }
}
