import { Injectable, Logger } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { LIMITS } from '@halyard/contracts';
import type { RulesetListResponse } from '@halyard/contracts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import { sizeOf } from './ruleset-size.ts';

const MIB = 1024 * 1024;

/** How large each environment's ruleset is, and a warning in the log when one grows past what is good. */
@Injectable()
export class RulesetStatus implements OnModuleInit {
  private readonly logger = new Logger(RulesetStatus.name);
  private readonly oversized = new Set<string>();

  constructor(private readonly rulesets: RulesetStore) {}

  onModuleInit(): void {
    this.rulesets.events.subscribe(({ environment }) => this.watch(environment));
  }

  list(): RulesetListResponse {
    const items = Object.keys(this.rulesets.versions()).map((environment) => {
      const { ruleset } = this.rulesets.in(environment);
      const bytes = sizeOf(ruleset);
      return {
        environment,
        version: ruleset.version,
        flags: Object.keys(ruleset.flags).length,
        segments: Object.keys(ruleset.segments).length,
        bytes,
        oversized: bytes > LIMITS.rulesetBytes,
        stale: this.rulesets.isStale,
      };
    });
    return { items };
  }

  /** Once each time that it grows past it. */
  private watch(environment: string): void {
    const bytes = sizeOf(this.rulesets.in(environment).ruleset);
    if (bytes <= LIMITS.rulesetBytes) {
      this.oversized.delete(environment);
      return;
    }
    if (this.oversized.has(environment)) return;
    this.oversized.add(environment);
    const [size, most] = [bytes, LIMITS.rulesetBytes].map((count) => (count / MIB).toFixed(1));
    this.logger.warn(
      `The ruleset of ${environment} is ${size} MiB, over ${most}: every application with a server key holds it in memory and downloads it with every change. Archive flags, or bind keys to one tenant`,
    );
  }
}
