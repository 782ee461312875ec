import { Body, Controller, Post } from '@nestjs/common';
import { AcceptedExposuresResponse, ExposuresDto } from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, SignedIn, WithKey } from '../access/requires.ts';
import { IdempotentIfAsked } from '../idempotency/idempotent.ts';
import { Answers } from '../openapi/answers.ts';
import { ExposureIntake } from './exposure-intake.service.ts';

@Controller('api/flags/exposures')
export class ExposuresController {
  constructor(private readonly intake: ExposureIntake) {}

  @Post()
  @SignedIn()
  @WithKey('server', 'client')
  @IdempotentIfAsked()
  @Answers(AcceptedExposuresResponse, 'Counts which variants were served')
  take(@By() actor: Actor, @Body() body: ExposuresDto): Promise<AcceptedExposuresResponse> {
    return this.intake.take(body, actor);
  }
}
