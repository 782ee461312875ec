import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { EnvironmentsModule } from '../environments/environments.module.ts';
import { RulesetsModule } from '../evaluation/rulesets.module.ts';
import { FlagsModule } from '../flags/flags.module.ts';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { ChangesService } from './changes.service.ts';

@Module({
  imports: [AuditModule, EnvironmentsModule, FlagsModule, RulesetsModule, TenantsModule],
  providers: [ChangesService],
  exports: [ChangesService],
})
export class ChangesModule {}
