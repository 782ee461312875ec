import { Controller, Get } from '@nestjs/common';
import { HealthResponse } from '@halyard/contracts';
import { Public } from '../access/requires.ts';
import { DomainError } from '../common/domain-error.ts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import { Answers } from '../openapi/answers.ts';

@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly rulesets: RulesetStore) {}

  @Get('live')
  @Answers(HealthResponse, 'Whether the process runs')
  live(): HealthResponse {
    return { status: 'ok' };
  }

  /**
   * While MongoDB is away every replica can still evaluate: were they not ready, a balancer would leave
   * applications with none.
   */
  @Get('ready')
  @Answers(HealthResponse, 'Whether it serves flags; stale ones while the database is away')
  ready(): HealthResponse {
    if (!this.rulesets.isLoaded) {
      throw new DomainError('unavailable', { detail: 'The flags are not loaded yet' });
    }
    return {
      status: this.rulesets.isStale ? 'stale' : 'ok',
      rulesetAgeSeconds: Math.round(this.rulesets.ageMs / 1_000),
    };
  }
}
