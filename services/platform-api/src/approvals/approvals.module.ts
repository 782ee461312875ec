import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { ChangesModule } from '../changes/changes.module.ts';
import { ApprovalsService } from './approvals.service.ts';
import { ClearanceModule } from './clearance.module.ts';
import { RequestApplier } from './request-applier.service.ts';
import { RequestReader } from './request-reader.service.ts';
import { RequestTrail } from './request-trail.service.ts';

@Module({
  imports: [AccessModule, AuditModule, ChangesModule, ClearanceModule],
  providers: [ApprovalsService, RequestApplier, RequestReader, RequestTrail],
  exports: [ApprovalsService, RequestApplier, RequestReader],
})
export class ApprovalsModule {}
