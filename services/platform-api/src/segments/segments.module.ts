import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../audit/audit.module.ts';
import { EnvironmentsModule } from '../environments/environments.module.ts';
import { FlagsModule } from '../flags/flags.module.ts';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { SegmentRecord, SegmentSchema } from './segment.schema.ts';
import { SegmentsRepository } from './segments.repository.ts';
import { SegmentsService } from './segments.service.ts';
import { SegmentsWriter } from './segments.writer.ts';

@Module({
  imports: [
    AuditModule,
    EnvironmentsModule,
    FlagsModule,
    TenantsModule,
    MongooseModule.forFeature([{ name: SegmentRecord.name, schema: SegmentSchema }]),
  ],
  providers: [SegmentsRepository, SegmentsService, SegmentsWriter],
  exports: [SegmentsService, SegmentsWriter],
})
export class SegmentsModule {}
