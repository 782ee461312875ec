import { Injectable, Logger } from '@nestjs/common';
import { compile } from '@halyard/evaluator';
import type { CompiledRuleset, Ruleset } from '@halyard/evaluator';
import pLimit from 'p-limit';
import { filter, firstValueFrom, Subject, startWith, timeout } from 'rxjs';
import type { AuditEntry } from '../audit/audit-entry.ts';
import { AuditTail } from '../audit/audit-tail.ts';
import { DomainError } from '../common/domain-error.ts';
import type { Environment } from '../environments/environment.ts';
import { EnvironmentsService } from '../environments/environments.service.ts';
import { toDefinition, withFlag } from '../flags/flag-ruleset.ts';
import type { Flag } from '../flags/flag.ts';
import { FlagsService } from '../flags/flags.service.ts';

/** An environment as this replica serves it. */
export interface Served {
  readonly ruleset: Ruleset;
  readonly compiled: CompiledRuleset;
  /** The ruleset version of the last change that is not one tenant's alone. */
  readonly sharedVersion: number;
}

/** What is served anew. */
export interface RulesetEvent {
  readonly environment: string;
  readonly version: number;
  /** The one tenant that it touches; null for all of them. */
  readonly tenant: string | null;
}

type Versions = Readonly<Record<string, number>>;

const CATCH_UP_MS = 2_000;
const RETRY_MS = 250;

/**
 * Every environment's ruleset, compiled, in memory. It follows the audit entries: an entry names what
 * changed, and that alone is read again.
 */
@Injectable()
export class RulesetStore {
  /** What this replica serves anew, in order. */
  readonly events = new Subject<RulesetEvent>();
  private readonly served = new Map<string, Served>();
  private readonly logger = new Logger(RulesetStore.name);
  /** Entries are taken in order, one after the other. */
  private readonly turn = pLimit(1);

  constructor(
    private readonly tail: AuditTail,
    private readonly environments: EnvironmentsService,
    private readonly flags: FlagsService,
  ) {}

  /** Follows first and loads then, so that nothing between the two is missed. */
  async start(): Promise<void> {
    this.tail.entries.subscribe(
      (entry) => void this.turn(() => this.persist(() => this.take(entry))),
    );
    this.tail.lost.subscribe(() => void this.turn(() => this.persist(() => this.loadAll())));
    await this.tail.start();
    await this.turn(() => this.loadAll());
  }

  /** Whether everything is loaded and changes arrive. */
  get isCurrent(): boolean {
    return this.served.size > 0 && this.tail.isFollowing;
  }

  /** @throws DomainError `validation_error` for an environment that is not there. */
  in(environment: string): Served {
    const served = this.served.get(environment);
    if (served !== undefined) return served;
    const known = [...this.served.keys()].join(', ');
    const message = `there is no environment "${environment}"; there are ${known}`;
    throw new DomainError('validation_error', { errors: [{ pointer: '/environment', message }] });
  }

  /** The ruleset version that each environment is served at. */
  versions(): Versions {
    return Object.fromEntries([...this.served].map(([key, { ruleset }]) => [key, ruleset.version]));
  }

  /**
   * Waits until this replica serves the versions given, or newer ones.
   * @throws DomainError `unavailable` where that takes too long.
   */
  async caughtUp(versions: Versions): Promise<void> {
    const isReached = () =>
      Object.entries(versions).every(
        ([key, version]) => (this.served.get(key)?.ruleset.version ?? 0) >= version,
      );
    if (isReached()) return;
    const reached = this.events.pipe(startWith(undefined), filter(isReached), timeout(CATCH_UP_MS));
    await firstValueFrom(reached).catch(() => {
      throw new DomainError('unavailable', { detail: 'The ruleset did not catch up in time' });
    });
  }

  private async loadAll(): Promise<void> {
    const [environments, flags] = await Promise.all([this.environments.all(), this.flags.live()]);
    for (const environment of environments) {
      this.serve(environment.sharedVersion, rulesetOf(environment, flags), null);
    }
    this.logger.log(`Serving ${flags.length} flags in ${environments.length} environments`);
  }

  /** Reads anew what the entry names, and serves it in the environments that it touched. */
  private async take(entry: AuditEntry): Promise<void> {
    if (entry.source === 'environment') await this.addEnvironment(entry.environment ?? '');
    const flag = entry.flag === null ? null : await this.flags.find(entry.flag);
    for (const [environment, version] of Object.entries(entry.versions)) {
      const served = this.served.get(environment);
      if (served === undefined || served.ruleset.version >= version) continue;
      const changed = flag === null ? served.ruleset : withFlag(served.ruleset, flag);
      const sharedVersion = entry.tenant === null ? version : served.sharedVersion;
      this.serve(sharedVersion, { ...changed, version }, entry.tenant);
    }
  }

  private async addEnvironment(key: string): Promise<void> {
    if (this.served.has(key)) return;
    const environment = (await this.environments.all()).find((other) => other.key === key);
    if (environment === undefined) return;
    const flags = await this.flags.live();
    this.serve(environment.sharedVersion, rulesetOf(environment, flags), null);
  }

  private serve(sharedVersion: number, ruleset: Ruleset, tenant: string | null): void {
    const { environment, version } = ruleset;
    this.served.set(environment, { ruleset, compiled: compile(ruleset), sharedVersion });
    this.events.next({ environment, version, tenant });
  }

  /** An entry must not be skipped because MongoDB was away for a moment. */
  private async persist(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        this.logger.error(`Serving a change failed, trying again: ${(error as Error).message}`);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
  }
}

function rulesetOf({ key, rulesetVersion }: Environment, flags: readonly Flag[]): Ruleset {
  return {
    schema: 1,
    environment: key,
    version: rulesetVersion,
    flags: Object.fromEntries(flags.map((flag) => [flag.key, toDefinition(flag, key)])),
    segments: {},
    overrides: [],
    killSwitches: [],
  };
}
