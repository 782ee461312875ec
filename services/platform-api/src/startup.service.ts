import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { RulesetStore } from './evaluation/ruleset.store.ts';
import { Clock } from './schedule/clock.service.ts';
import { SdkKeyRing } from './sdk-keys/sdk-key-ring.ts';
import { SeedService } from './seed/seed.service.ts';

/** What has to have happened, in this order, before the first request. */
@Injectable()
export class StartupService implements OnApplicationBootstrap {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly rulesets: RulesetStore,
    private readonly sdkKeys: SdkKeyRing,
    private readonly seeds: SeedService,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // A transaction cannot create a collection or an index that it then relies on.
    await Promise.all(Object.values(this.connection.models).map((model) => model.init()));
    await this.seeds.seedEnvironments();
    await this.rulesets.start();
    await this.sdkKeys.start();
    await this.seeds.seed();
    this.clock.start();
  }
}
