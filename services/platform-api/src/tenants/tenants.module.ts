import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { EnvironmentsModule } from '../environments/environments.module.ts';
import { TenantRecord, TenantSchema } from './tenant.schema.ts';
import { TenantsRepository } from './tenants.repository.ts';
import { TenantsService } from './tenants.service.ts';
import { TenantsWriter } from './tenants.writer.ts';

@Module({
  imports: [
    EnvironmentsModule,
    MongooseModule.forFeature([{ name: TenantRecord.name, schema: TenantSchema }]),
  ],
  providers: [TenantsRepository, TenantsService, TenantsWriter],
  exports: [TenantsService, TenantsWriter],
})
export class TenantsModule {}
