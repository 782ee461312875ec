import { Module } from '@nestjs/common';
import { RulesetsModule } from '../evaluation/rulesets.module.ts';
import { FlagsModule } from '../flags/flags.module.ts';
import { OverridesModule } from '../overrides/overrides.module.ts';
import { FeaturesService } from './features.service.ts';

@Module({
  imports: [FlagsModule, OverridesModule, RulesetsModule],
  providers: [FeaturesService],
  exports: [FeaturesService],
})
export class FeaturesModule {}
