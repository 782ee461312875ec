import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { AUDIT_KEY, signingKeysOf } from '../signing/signing-key-file.ts';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { AuditEntryRecord, AuditEntrySchema } from './audit-entry.schema.ts';
import { AuditFollowing } from './audit-follow.service.ts';
import { AuditHeadRecord, AuditHeadSchema } from './audit-head.schema.ts';
import { AuditHeadsRepository } from './audit-heads.repository.ts';
import { AuditIntegrityService } from './audit-integrity.service.ts';
import { AuditKeys } from './audit-keys.ts';
import { AuditRepository } from './audit.repository.ts';
import { AuditService } from './audit.service.ts';
import { AuditTail } from './audit-tail.ts';
import { AuditTrailService } from './audit-trail.service.ts';

@Module({
  imports: [
    TenantsModule,
    MongooseModule.forFeature([
      { name: AuditEntryRecord.name, schema: AuditEntrySchema },
      { name: AuditHeadRecord.name, schema: AuditHeadSchema },
    ]),
  ],
  providers: [
    AuditFollowing,
    AuditHeadsRepository,
    AuditIntegrityService,
    AuditRepository,
    AuditService,
    AuditTail,
    AuditTrailService,
    {
      provide: AuditKeys,
      inject: [ENV],
      useFactory: async (env: Env) => new AuditKeys(await signingKeysOf(AUDIT_KEY, env)),
    },
  ],
  exports: [AuditFollowing, AuditIntegrityService, AuditService, AuditTail, AuditTrailService],
})
export class AuditModule {}
