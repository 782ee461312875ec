import { Module } from '@nestjs/common';
import { ApprovalsModule } from '../approvals/approvals.module.ts';
import { ChangesModule } from '../changes/changes.module.ts';
import { OverridesModule } from '../overrides/overrides.module.ts';
import { Clock } from './clock.service.ts';

@Module({
  imports: [ApprovalsModule, ChangesModule, OverridesModule],
  providers: [Clock],
  exports: [Clock],
})
export class ScheduleModule {}
