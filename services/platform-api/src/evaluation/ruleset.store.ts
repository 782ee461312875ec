import { Injectable, Logger } from '@nestjs/common';
import { compile } from '@halyard/evaluator';
import type { CompiledRuleset, Ruleset } from '@halyard/evaluator';
import pLimit from 'p-limit';
import { Subject } from 'rxjs';
import type { AuditEntry } from '../audit/audit-entry.ts';
import { AuditTail } from '../audit/audit-tail.ts';
import { catchUp } from '../common/catch-up.ts';
import { DomainError } from '../common/domain-error.ts';
import type { Environment } from '../environments/environment.ts';
import { EnvironmentsService } from '../environments/environments.service.ts';
import { toDefinition, withFlag, withoutFlag } from '../flags/flag-ruleset.ts';
import { FlagsService } from '../flags/flags.service.ts';
import { KillSwitchesService } from '../kill-switches/kill-switches.service.ts';
import { withSegment } from '../segments/segment-ruleset.ts';
import { toDefinition as toSegmentDefinition } from '../segments/segment.ts';
import { SegmentsService } from '../segments/segments.service.ts';

/** An environment as this replica serves it. */
export interface Served {
  readonly ruleset: Ruleset;
  readonly compiled: CompiledRuleset;
  /** The ruleset version of the last change that altered everyone's ruleset. */
  readonly sharedVersion: number;
  /** The flags that bulk answers leave out. */
  readonly sensitive: ReadonlySet<string>;
}

/** What is served anew. */
export interface RulesetEvent {
  readonly environment: string;
  readonly version: number;
  /** The tenants whose own ruleset is another one; null for all of them. */
  readonly touches: readonly string[] | null;
  /** When the change was made, as its audit entry has it; null where everything was loaded. */
  readonly changedAt: string | null;
}

type Versions = Readonly<Record<string, number>>;
type Keys = ReadonlySet<string>;

interface RulesetChange {
  of(ruleset: Ruleset): Ruleset | Promise<Ruleset>;
  sensitive(keys: Keys): Keys;
}

/** How long someone may wait for a version. */
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
    private readonly segments: SegmentsService,
    private readonly killSwitches: KillSwitchesService,
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

  /** Whether there is anything to serve. */
  get isLoaded(): boolean {
    return this.served.size > 0;
  }

  /** Whether changes may have been missed: it goes on from memory while MongoDB is away. */
  get isStale(): boolean {
    return !this.tail.isFollowing;
  }

  /** How old what is served may be at most. */
  get ageMs(): number {
    return this.tail.silentMs;
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

  /** The kill switches that are engaged anywhere, each as `environment/category`. */
  engaged(): string[] {
    return [...this.served].flatMap(([environment, { ruleset }]) =>
      ruleset.killSwitches.map((category) => `${environment}/${category}`),
    );
  }

  /**
   * Waits until this replica serves the versions given, or newer ones.
   * @throws DomainError `unavailable` where that takes too long.
   */
  caughtUp(versions: Versions): Promise<void> {
    const isServed = ([key, version]: [string, number]) =>
      (this.served.get(key)?.ruleset.version ?? 0) >= version;
    const wanted = Object.entries(versions);
    return catchUp('The ruleset', this.events, () => wanted.every(isServed));
  }

  private async loadAll(): Promise<void> {
    const environments = await this.environments.all();
    await this.load(environments);
    const [{ ruleset } = { ruleset: { flags: {} } }] = this.served.values();
    const flags = Object.keys(ruleset.flags).length;
    this.logger.log(`Serving ${flags} flags in ${environments.length} environments`);
  }

  private async load(environments: readonly Environment[]): Promise<void> {
    const [flags, segments] = await Promise.all([this.flags.live(), this.segments.all()]);
    const sensitive = new Set(flags.filter((flag) => flag.sensitive).map(({ key }) => key));
    const shared = Object.fromEntries(segments.map((one) => [one.key, toSegmentDefinition(one)]));
    for (const { key, rulesetVersion, sharedVersion } of environments) {
      const ruleset: Ruleset = {
        schema: 1,
        environment: key,
        version: rulesetVersion,
        flags: Object.fromEntries(flags.map((flag) => [flag.key, toDefinition(flag, key)])),
        segments: shared,
        overrides: [],
        killSwitches: await this.killSwitches.categoriesIn(key),
      };
      this.serve(ruleset, sharedVersion, sensitive, { touches: null, changedAt: null });
    }
  }

  /** Reads anew what the entry names, and serves it in the environments that it touched. */
  private async take(entry: AuditEntry): Promise<void> {
    if (entry.source === 'environment') await this.addEnvironment(entry.environment ?? '');
    const change = await this.changeOf(entry);
    for (const [environment, version] of Object.entries(entry.versions)) {
      const served = this.served.get(environment);
      if (served === undefined || served.ruleset.version >= version) continue;
      const ruleset = { ...(await change.of(served.ruleset)), version };
      const sharedVersion = entry.touches === null ? version : served.sharedVersion;
      const about = { touches: entry.touches, changedAt: entry.ts };
      this.serve(ruleset, sharedVersion, change.sensitive(served.sensitive), about);
    }
  }

  /** What an entry makes of a ruleset: only what it names is read again. */
  private async changeOf({ source, flag: key, before, after }: AuditEntry): Promise<RulesetChange> {
    const same = { of: (ruleset: Ruleset) => ruleset, sensitive: (keys: Keys) => keys };
    if (source === 'segment') {
      const name = String(Reflect.get((after ?? before) as object, 'key'));
      const segment = await this.segments.find(name);
      return { ...same, of: (ruleset) => withSegment(ruleset, name, segment) };
    }
    if (source === 'kill_switch' && key === null) {
      return {
        ...same,
        of: async (ruleset) => ({
          ...ruleset,
          killSwitches: await this.killSwitches.categoriesIn(ruleset.environment),
        }),
      };
    }
    // An override is its tenant's: the tenant cache reads it.
    if (key === null || source === 'override') return same;
    const flag = await this.flags.find(key);
    return {
      of: (ruleset) => (flag === null ? withoutFlag(ruleset, key) : withFlag(ruleset, flag)),
      sensitive: (keys) => {
        const others = [...keys].filter((other) => other !== key);
        return new Set(flag?.sensitive ? [...others, key] : others);
      },
    };
  }

  private async addEnvironment(key: string): Promise<void> {
    if (this.served.has(key)) return;
    const all = await this.environments.all();
    await this.load(all.filter((environment) => environment.key === key));
  }

  private serve(
    ruleset: Ruleset,
    sharedVersion: number,
    sensitive: Keys,
    about: Pick<RulesetEvent, 'touches' | 'changedAt'>,
  ): void {
    const { environment, version } = ruleset;
    const compiled = compile(ruleset);
    this.served.set(environment, { ruleset, compiled, sharedVersion, sensitive });
    this.events.next({ environment, version, ...about });
  }

  /** A change must not be skipped because MongoDB was away: what could not be taken is loaded anew. */
  private async persist(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.error(`Serving a change failed, loading all anew: ${(error as Error).message}`);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      await this.persist(() => this.loadAll());
    }
  }
}
