import { Module } from '@nestjs/common';
import { RulesetsModule } from '../evaluation/rulesets.module.ts';
import { SdkKeysModule } from '../sdk-keys/sdk-keys.module.ts';
import { StreamHub } from './stream-hub.service.ts';

@Module({
  imports: [RulesetsModule, SdkKeysModule],
  providers: [StreamHub],
  exports: [StreamHub],
})
export class StreamsModule {}
