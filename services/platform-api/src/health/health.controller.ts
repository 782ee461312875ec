import { Controller, Get } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { HealthResponse } from '@halyard/contracts';
import type { Connection } from 'mongoose';
import { Public } from '../access/requires.ts';
import { DomainError } from '../common/domain-error.ts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import { Answers } from '../openapi/answers.ts';

const PING_MS = 2_000;

@Controller('health')
@Public()
export class HealthController {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly rulesets: RulesetStore,
  ) {}

  @Get('live')
  @Answers(HealthResponse, 'Whether the process runs')
  live(): HealthResponse {
    return { status: 'ok' };
  }

  @Get('ready')
  @Answers(HealthResponse, 'Whether it serves current flags: the database answers, changes arrive')
  async ready(): Promise<HealthResponse> {
    if (!this.rulesets.isCurrent) throw unready('The ruleset does not follow the database');
    await this.connection.db?.command({ ping: 1 }, { timeoutMS: PING_MS }).catch(() => {
      throw unready('The database does not answer');
    });
    return { status: 'ok' };
  }
}

function unready(detail: string): DomainError {
  return new DomainError('unavailable', { detail });
}
