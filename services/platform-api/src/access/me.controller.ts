import { Controller, Get } from '@nestjs/common';
import { MeResponse } from '@halyard/contracts';
import { Answers } from '../openapi/answers.ts';
import { AccessService } from './access.service.ts';
import type { Actor } from './actor.ts';
import { By, SignedIn } from './requires.ts';

@Controller('api/admin/me')
export class MeController {
  constructor(private readonly access: AccessService) {}

  @Get()
  @SignedIn()
  @Answers(MeResponse, 'Who you are, and what you may do')
  me(@By() actor: Actor): MeResponse {
    return this.access.describe(actor);
  }
}
