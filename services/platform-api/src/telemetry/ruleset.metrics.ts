import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Gauge, Histogram } from 'prom-client';
import { setTimeout as sleep } from 'node:timers/promises';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import type { RulesetEvent } from '../evaluation/ruleset.store.ts';
import { FlagsService } from '../flags/flags.service.ts';
import { Metrics } from './metrics.ts';

const CHANGE_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** A scrape does not wait longer for the database. */
const COUNT_MS = 1_000;

/** What this replica serves, followed from the ruleset store. */
@Injectable()
export class RulesetMetrics implements OnModuleInit {
  /** Environment → when its ruleset was last served anew. */
  private readonly servedAt = new Map<string, number>();
  private readonly version: Gauge<'environment'>;
  private readonly changeToServe: Histogram;

  constructor(
    { registry }: Metrics,
    private readonly rulesets: RulesetStore,
    private readonly flags: FlagsService,
  ) {
    const registers = [registry];
    this.version = new Gauge({
      name: 'halyard_ruleset_version',
      help: 'The ruleset version that this replica serves.',
      labelNames: ['environment'] as const,
      registers,
    });
    this.changeToServe = new Histogram({
      name: 'halyard_change_to_serve_seconds',
      help: 'Time from a change, as its audit entry has it, to this replica serving it.',
      buckets: CHANGE_SECONDS,
      registers,
    });
    const { servedAt } = this;
    new Gauge({
      name: 'halyard_ruleset_age_seconds',
      help: 'Time since this replica last served the ruleset anew: for a change, or at a start.',
      labelNames: ['environment'] as const,
      registers,
      collect() {
        for (const [environment, at] of servedAt) this.set({ environment }, secondsSince(at));
      },
    });
    new Gauge({
      name: 'halyard_ruleset_stale',
      help: '1 while changes do not arrive because the database is not followed, 0 otherwise.',
      registers,
      collect() {
        this.set(rulesets.isStale ? 1 : 0);
      },
    });
    const counts = () => this.counts();
    new Gauge({
      name: 'halyard_flags',
      help: 'Flags there are, active or archived.',
      labelNames: ['state'] as const,
      registers,
      async collect() {
        for (const [state, count] of Object.entries(await counts())) this.set({ state }, count);
      },
    });
  }

  onModuleInit(): void {
    this.rulesets.events.subscribe((event) => this.take(event));
  }

  private take({ environment, version, changedAt }: RulesetEvent): void {
    this.version.set({ environment }, version);
    this.servedAt.set(environment, Date.now());
    if (changedAt !== null) this.changeToServe.observe(secondsSince(Date.parse(changedAt)));
  }

  /** Nothing where the database does not answer: the gauge keeps what it said. */
  private async counts(): Promise<Readonly<Record<string, number>>> {
    if (this.rulesets.isStale) return {};
    const giveUp = sleep(COUNT_MS, {}, { ref: false });
    return Promise.race([this.flags.counts(), giveUp]).catch(() => ({}));
  }
}

/** Never negative: clocks of machines differ. */
function secondsSince(moment: number): number {
  return Math.max(0, Date.now() - moment) / 1_000;
}
