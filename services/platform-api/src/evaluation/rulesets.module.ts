import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { EnvironmentsModule } from '../environments/environments.module.ts';
import { FlagsModule } from '../flags/flags.module.ts';
import { KillSwitchesModule } from '../kill-switches/kill-switches.module.ts';
import { OverridesModule } from '../overrides/overrides.module.ts';
import { SegmentsModule } from '../segments/segments.module.ts';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { RulesetStore } from './ruleset.store.ts';
import { TenantCache } from './tenant.cache.ts';

@Module({
  imports: [
    AuditModule,
    EnvironmentsModule,
    FlagsModule,
    KillSwitchesModule,
    OverridesModule,
    SegmentsModule,
    TenantsModule,
  ],
  providers: [RulesetStore, TenantCache],
  exports: [RulesetStore, TenantCache],
})
export class RulesetsModule {}
