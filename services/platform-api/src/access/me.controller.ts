import { Controller, Get } from '@nestjs/common';
import { MeResponse } from '@halyard/contracts';
import { Answers } from '../openapi/answers.ts';
import { AccessService } from './access.service.ts';
import type { Actor } from './actor.ts';
import { By, SignedIn, WithOwnRoles } from './requires.ts';

@Controller('api/admin/me')
export class MeController {
  constructor(private readonly access: AccessService) {}

  @Get()
  @SignedIn()
  @WithOwnRoles()
  @Answers(MeResponse, 'Who you are, and what you may do')
  me(@By() actor: Actor): MeResponse {
    return this.access.describe(actor);
  }
}
