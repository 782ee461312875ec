import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../audit/audit.module.ts';
import { EnvironmentsModule } from '../environments/environments.module.ts';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { SdkKeyRing } from './sdk-key-ring.ts';
import { SdkKeyRecord, SdkKeySchema } from './sdk-key.schema.ts';
import { SdkKeysRepository } from './sdk-keys.repository.ts';
import { SdkKeysService } from './sdk-keys.service.ts';
import { SdkKeysWriter } from './sdk-keys.writer.ts';

@Module({
  imports: [
    AuditModule,
    EnvironmentsModule,
    TenantsModule,
    MongooseModule.forFeature([{ name: SdkKeyRecord.name, schema: SdkKeySchema }]),
  ],
  providers: [SdkKeyRing, SdkKeysRepository, SdkKeysService, SdkKeysWriter],
  exports: [SdkKeyRing, SdkKeysService, SdkKeysWriter],
})
export class SdkKeysModule {}
