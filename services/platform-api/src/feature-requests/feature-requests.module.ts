import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { FeaturesModule } from '../features/features.module.ts';
import { FlagsModule } from '../flags/flags.module.ts';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { FeatureRequestRecord, FeatureRequestSchema } from './feature-request.schema.ts';
import { FeatureRequestsRepository } from './feature-requests.repository.ts';
import { FeatureRequestsService } from './feature-requests.service.ts';
import { FeatureRequestsWriter } from './feature-requests.writer.ts';

@Module({
  imports: [
    FeaturesModule,
    FlagsModule,
    TenantsModule,
    MongooseModule.forFeature([{ name: FeatureRequestRecord.name, schema: FeatureRequestSchema }]),
  ],
  providers: [FeatureRequestsRepository, FeatureRequestsService, FeatureRequestsWriter],
  exports: [FeatureRequestsService, FeatureRequestsWriter],
})
export class FeatureRequestsModule {}
