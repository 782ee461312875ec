import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import {
  KillSwitchDto,
  KillSwitchListResponse,
  KillSwitchParams,
  KillSwitchEffectListResponse,
} from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, Requires } from '../access/requires.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { Answers } from '../openapi/answers.ts';
import { KillSwitchEffects } from './kill-switch-effects.service.ts';
import { KillSwitchesService } from './kill-switches.service.ts';

@Controller('api/admin/kill-switches')
export class KillSwitchesController {
  constructor(
    private readonly switches: KillSwitchesService,
    private readonly effects: KillSwitchEffects,
    private readonly changes: ChangesService,
  ) {}

  @Get()
  @Requires('feature_flag:read')
  @Answers(KillSwitchListResponse, 'What is killed, in every environment')
  list(): Promise<KillSwitchListResponse> {
    return this.switches.list();
  }

  @Get(':environment')
  @Requires('feature_flag:read')
  @Answers(KillSwitchListResponse, 'What is killed in an environment')
  listIn(@Param('environment') environment: string): Promise<KillSwitchListResponse> {
    return this.switches.list(environment);
  }

  @Get(':environment/effects')
  @Requires('feature_flag:read')
  @Answers(KillSwitchEffectListResponse, 'What each switch would turn off now, or holds down')
  effectsIn(@Param('environment') environment: string): Promise<KillSwitchEffectListResponse> {
    return this.effects.in(environment);
  }

  @Post(':environment/:category')
  @Requires('feature_flag:operate')
  @Answers(
    KillSwitchListResponse,
    'Turns a category (or everything: *) off in an environment, at once',
  )
  engage(@By() actor: Actor, @Param() place: KillSwitchParams, @Body() body: KillSwitchDto) {
    return this.changes.submit({ action: 'kill.engage', ...place, ...body }, actor);
  }

  @Delete(':environment/:category')
  @Requires('feature_flag:operate')
  @Answers(KillSwitchListResponse, 'Brings back what it held down')
  release(@By() actor: Actor, @Param() place: KillSwitchParams, @Body() body: KillSwitchDto) {
    return this.changes.submit({ action: 'kill.release', ...place, ...body }, actor);
  }
}
