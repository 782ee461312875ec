import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../audit/audit.module.ts';
import { EnvironmentsModule } from '../environments/environments.module.ts';
import { ExposuresModule } from '../exposures/exposures.module.ts';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { FlagRecord, FlagSchema } from './flag.schema.ts';
import { FlagsRepository } from './flags.repository.ts';
import { FlagsService } from './flags.service.ts';
import { FlagsWriter } from './flags.writer.ts';

@Module({
  imports: [
    AuditModule,
    EnvironmentsModule,
    ExposuresModule,
    TenantsModule,
    MongooseModule.forFeature([{ name: FlagRecord.name, schema: FlagSchema }]),
  ],
  providers: [FlagsRepository, FlagsService, FlagsWriter],
  exports: [FlagsService, FlagsWriter],
})
export class FlagsModule {}
