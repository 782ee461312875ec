import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditEntryRecord, AuditEntrySchema } from './audit-entry.schema.ts';
import { AuditRepository } from './audit.repository.ts';
import { AuditService } from './audit.service.ts';
import { AuditTail } from './audit-tail.ts';

@Module({
  imports: [MongooseModule.forFeature([{ name: AuditEntryRecord.name, schema: AuditEntrySchema }])],
  providers: [AuditRepository, AuditService, AuditTail],
  exports: [AuditService, AuditTail],
})
export class AuditModule {}
