import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { EnvironmentsModule } from '../environments/environments.module.ts';
import { FlagsModule } from '../flags/flags.module.ts';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { OverrideRecord, OverrideSchema } from './override.schema.ts';
import { OverridesRepository } from './overrides.repository.ts';
import { OverridesService } from './overrides.service.ts';
import { OverridesWriter } from './overrides.writer.ts';

@Module({
  imports: [
    EnvironmentsModule,
    FlagsModule,
    TenantsModule,
    MongooseModule.forFeature([{ name: OverrideRecord.name, schema: OverrideSchema }]),
  ],
  providers: [OverridesRepository, OverridesService, OverridesWriter],
  exports: [OverridesService, OverridesWriter],
})
export class OverridesModule {}
