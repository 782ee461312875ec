import { Body, Controller, Param, Post } from '@nestjs/common';
import { ArchiveFlagDto, FlagActionDto, FlagResponse } from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, Requires, RequiresSomewhere } from '../access/requires.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { Idempotent } from '../idempotency/idempotent.ts';
import { Answers } from '../openapi/answers.ts';

@Idempotent()
@Controller('api/admin/flags/:key/actions')
export class FlagActionsController {
  constructor(private readonly changes: ChangesService) {}

  @Post('enable')
  @RequiresSomewhere('feature_flag:manage')
  @Answers(FlagResponse, 'Turns a flag on for everyone in an environment')
  enable(@By() actor: Actor, @Param('key') key: string, @Body() body: FlagActionDto) {
    return this.changes.submit({ action: 'flag.enable', key, ...body }, actor);
  }

  @Post('disable')
  @RequiresSomewhere('feature_flag:manage')
  @Answers(FlagResponse, 'Turns a flag off for everyone in an environment')
  disable(@By() actor: Actor, @Param('key') key: string, @Body() body: FlagActionDto) {
    return this.changes.submit({ action: 'flag.disable', key, ...body }, actor);
  }

  @Post('kill')
  @Requires('feature_flag:operate')
  @Answers(
    FlagResponse,
    'Kills a flag: off and 0 %, at once, beating everything until it is unkilled',
  )
  kill(@By() actor: Actor, @Param('key') key: string, @Body() body: FlagActionDto) {
    return this.changes.submit({ action: 'flag.kill', key, ...body }, actor);
  }

  @Post('unkill')
  @Requires('feature_flag:operate')
  @Answers(FlagResponse, 'Brings back the configuration from before the kill')
  unkill(@By() actor: Actor, @Param('key') key: string, @Body() body: FlagActionDto) {
    return this.changes.submit({ action: 'flag.unkill', key, ...body }, actor);
  }

  @Post('rollback')
  @RequiresSomewhere('feature_flag:operate')
  @Answers(FlagResponse, 'Goes dark now: off and 0 % in the environment')
  rollback(@By() actor: Actor, @Param('key') key: string, @Body() body: FlagActionDto) {
    return this.changes.submit({ action: 'flag.rollback', key, ...body }, actor);
  }

  @Post('archive')
  @Requires('feature_flag:manage')
  @Answers(FlagResponse, 'Archives a flag: it is in no ruleset; refused while another requires it')
  archive(@By() actor: Actor, @Param('key') key: string, @Body() body: ArchiveFlagDto) {
    return this.changes.submit({ action: 'flag.archive', key, ...body }, actor);
  }

  @Post('restore')
  @Requires('feature_flag:manage')
  @Answers(FlagResponse, 'Restores an archived flag, configured as it was')
  restore(@By() actor: Actor, @Param('key') key: string, @Body() body: ArchiveFlagDto) {
    return this.changes.submit({ action: 'flag.restore', key, ...body }, actor);
  }
}
