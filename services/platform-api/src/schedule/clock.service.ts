import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { systemActor } from '../access/actor.ts';
import { RequestApplier } from '../approvals/request-applier.service.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { OverridesService } from '../overrides/overrides.service.ts';

const TICK_MS = 1_000;
const BATCH = 100;
const SCHEDULER = systemActor('schedule');

/**
 * Does what is due: approved requests whose time has come, requests that nobody finished, overrides
 * that have expired (they stopped to count at their instant; this writes it down). It runs on every
 * replica: each piece of work checks again in its own transaction whether it is still to do.
 */
@Injectable()
export class Clock implements OnApplicationShutdown {
  private readonly logger = new Logger(Clock.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly applier: RequestApplier,
    private readonly overrides: OverridesService,
    private readonly changes: ChangesService,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      // One that takes longer, while MongoDB is away, is not followed by all that it has kept waiting.
      this.running ??= this.tick().finally(() => {
        this.running = undefined;
      });
    }, TICK_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async tick(): Promise<void> {
    try {
      await this.applier.tick();
      await this.expireOverrides();
    } catch (error) {
      this.logger.warn(`What was due was not done, trying again: ${(error as Error).message}`);
    }
  }

  private async expireOverrides(): Promise<void> {
    for (const override of await this.overrides.expired(new Date(), BATCH)) {
      const { environment, tenant, flag, user } = override;
      await this.changes.submit(
        { action: 'override.expire', environment, tenant, flag, user, reason: 'Its time was over' },
        SCHEDULER,
      );
    }
  }
}
