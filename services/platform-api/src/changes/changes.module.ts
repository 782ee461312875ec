import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { ClearanceModule } from '../approvals/clearance.module.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { EnvironmentsModule } from '../environments/environments.module.ts';
import { FeatureRequestsModule } from '../feature-requests/feature-requests.module.ts';
import { RulesetsModule } from '../evaluation/rulesets.module.ts';
import { FlagsModule } from '../flags/flags.module.ts';
import { KillSwitchesModule } from '../kill-switches/kill-switches.module.ts';
import { OverridesModule } from '../overrides/overrides.module.ts';
import { SdkKeysModule } from '../sdk-keys/sdk-keys.module.ts';
import { SegmentsModule } from '../segments/segments.module.ts';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { ChangesService } from './changes.service.ts';
import { ImpactService } from './impact.service.ts';
import { PreviewService } from './preview.service.ts';
import { Writers } from './writers.service.ts';

@Module({
  imports: [
    AccessModule,
    AuditModule,
    ClearanceModule,
    EnvironmentsModule,
    FeatureRequestsModule,
    FlagsModule,
    KillSwitchesModule,
    OverridesModule,
    RulesetsModule,
    SdkKeysModule,
    SegmentsModule,
    TenantsModule,
  ],
  providers: [ChangesService, ImpactService, PreviewService, Writers],
  exports: [ChangesService, PreviewService],
})
export class ChangesModule {}
