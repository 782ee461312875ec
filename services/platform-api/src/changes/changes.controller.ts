import { Body, Controller, Post } from '@nestjs/common';
import { ChangePreviewResponse, PreviewChangeDto } from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { By, RequiresSomewhere } from '../access/requires.ts';
import { Answers } from '../openapi/answers.ts';
import { PreviewService } from './preview.service.ts';

@Controller('api/admin/changes')
export class ChangesController {
  constructor(private readonly previews: PreviewService) {}

  @Post('preview')
  @RequiresSomewhere('feature_flag:read')
  @Answers(ChangePreviewResponse, 'What a change would do: the gate, the differences, and to whom')
  preview(
    @By() actor: Actor,
    @Body() { change }: PreviewChangeDto,
  ): Promise<ChangePreviewResponse> {
    return this.previews.preview(change, actor);
  }
}
