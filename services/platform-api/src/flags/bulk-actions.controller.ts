import { Body, Controller, Post } from '@nestjs/common';
import {
  BulkActionDto,
  BulkPreviewResponse,
  BulkResponse,
  PreviewBulkActionDto,
  PurgeDto,
} from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, Requires } from '../access/requires.ts';
import { Idempotent } from '../idempotency/idempotent.ts';
import { Answers } from '../openapi/answers.ts';
import { BulkActionsService } from './bulk-actions.service.ts';

@Idempotent()
@Controller('api/admin/flags/actions')
export class BulkActionsController {
  constructor(private readonly bulk: BulkActionsService) {}

  @Post('enable')
  @Requires('feature_flag:manage')
  @Answers(BulkResponse, 'Turns flags on in an environment; answers for each')
  enable(@By() actor: Actor, @Body() body: BulkActionDto): Promise<BulkResponse> {
    return this.bulk.act('enable', body, actor);
  }

  @Post('disable')
  @Requires('feature_flag:manage')
  @Answers(BulkResponse, 'Turns flags off in an environment; answers for each')
  disable(@By() actor: Actor, @Body() body: BulkActionDto): Promise<BulkResponse> {
    return this.bulk.act('disable', body, actor);
  }

  @Post('kill')
  @Requires('feature_flag:operate')
  @Answers(BulkResponse, 'Kills flags in an environment, at once; answers for each')
  kill(@By() actor: Actor, @Body() body: BulkActionDto): Promise<BulkResponse> {
    return this.bulk.act('kill', body, actor);
  }

  @Post('archive')
  @Requires('feature_flag:manage')
  @Answers(BulkResponse, 'Archives flags; answers for each')
  archive(@By() actor: Actor, @Body() body: BulkActionDto): Promise<BulkResponse> {
    return this.bulk.act('archive', body, actor);
  }

  @Post('purge')
  @Requires('platform:admin')
  @Answers(BulkResponse, 'Purges what has been archived for long; a dry run unless told otherwise')
  purge(@By() actor: Actor, @Body() body: PurgeDto): Promise<BulkResponse> {
    return this.bulk.purge(body, actor);
  }
}

/** No action: it changes nothing, and takes no Idempotency-Key. */
@Controller('api/admin/flags/preview')
export class BulkPreviewController {
  constructor(private readonly bulk: BulkActionsService) {}

  @Post()
  @Requires('feature_flag:read')
  @Answers(BulkPreviewResponse, 'What an action on flags would come to, for each; changes nothing')
  preview(@By() actor: Actor, @Body() body: PreviewBulkActionDto): Promise<BulkPreviewResponse> {
    return this.bulk.preview(body, actor);
  }
}
