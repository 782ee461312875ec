import { Injectable } from '@nestjs/common';
import type {
  AuditPageResponse,
  DependenciesResponse,
  ExposuresQuery,
  ExposuresResponse,
  FlagFacetsResponse,
  FlagResponse,
  HistoryQuery,
  ListFlagsQuery,
  Page,
  StaleResponse,
} from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { scopeOf } from '../access/tenant-scope.ts';
import { AuditService } from '../audit/audit.service.ts';
import { decodeCursor, pageOf } from '../common/cursor.ts';
import { EnvironmentsService } from '../environments/environments.service.ts';
import { ExposuresService } from '../exposures/exposures.service.ts';
import { dependenciesOf, flagsIn } from './dependencies.ts';
import { toFlagResponse } from './flag.response.ts';
import { noFlag } from './flag.ts';
import type { Flag } from './flag.ts';
import type { FlagFilter, StaleFacts } from './flags.filter.ts';
import { FlagsRepository, positionOf } from './flags.repository.ts';
import { staleOf } from './stale.ts';

@Injectable()
export class FlagsService {
  constructor(
    private readonly flags: FlagsRepository,
    private readonly environments: EnvironmentsService,
    private readonly audit: AuditService,
    private readonly exposed: ExposuresService,
  ) {}

  /** A page of the flags that match, in the order that is asked for. */
  async page({
    cursor,
    limit = 50,
    sort = '-createdAt',
    ...filter
  }: FlagFilter & Pick<ListFlagsQuery, 'cursor' | 'limit' | 'sort'>): Promise<Page<Flag>> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const found = await this.flags.list(filter, sort, after, limit + 1);
    return pageOf(found, limit, (last) => positionOf(last, sort));
  }

  /** What speaks for tidying up each of some flags, if anything does. */
  async staleness(
    keys: readonly string[],
    facts: StaleFacts,
  ): Promise<Map<string, StaleResponse | null>> {
    const holding = await this.flags.staleness(keys, facts);
    return new Map([...holding].map(([key, reasons]) => [key, staleOf(reasons)]));
  }

  facets(): Promise<FlagFacetsResponse> {
    return this.flags.facets();
  }

  async get(key: string): Promise<FlagResponse> {
    const [flag, environments, last] = await Promise.all([
      this.existing(key),
      this.environments.keys(),
      this.exposed.lastEvaluated([key]),
    ]);
    return toFlagResponse(flag, environments, last.get(key));
  }

  async history(key: string, query: HistoryQuery): Promise<AuditPageResponse> {
    await this.existing(key);
    return this.audit.history(key, query);
  }

  /** How often each of its variants was served, to the tenants that the actor may read. */
  async exposures(
    key: string,
    { environment: named, hours = 24 }: ExposuresQuery,
    actor: Actor,
  ): Promise<ExposuresResponse> {
    const scope = scopeOf(actor, 'feature_flag:read');
    const { variants } = await this.existing(key);
    const environment = await this.environments.named(named);
    return this.exposed.ofFlag(scope, { flag: key, environment }, Object.keys(variants), hours);
  }

  /** The graph around a flag, in both directions. */
  async dependencies(key: string): Promise<DependenciesResponse> {
    const flag = await this.existing(key);
    const [live, environments] = await Promise.all([this.flags.live(), this.environments.keys()]);
    const graph = dependenciesOf(flag, live);
    const named = flagsIn(graph, live);
    const last = await this.exposed.lastEvaluated(named.map((one) => one.key));
    return {
      ...graph,
      flags: named.map((one) => toFlagResponse(one, environments, last.get(one.key))),
    };
  }

  /** The flag as the ruleset cache needs it; null where there is none. */
  find(key: string): Promise<Flag | null> {
    return this.flags.byKey(key);
  }

  /** How many there are. */
  async counts(): Promise<{ readonly active: number; readonly archived: number }> {
    const [active, archived] = await Promise.all([
      this.flags.countLive(),
      this.flags.countArchived(),
    ]);
    return { active, archived };
  }

  /** The keys of the live flags whose rules use a segment. */
  async usingSegment(segment: string): Promise<string[]> {
    return this.flags.usingSegment(segment, await this.environments.keys());
  }

  /** What was archived before a moment, oldest first. */
  archivedBefore(moment: Date, limit: number): Promise<Flag[]> {
    return this.flags.archivedBefore(moment, limit);
  }

  /** Every flag that is not archived. */
  live(): Promise<Flag[]> {
    return this.flags.live();
  }

  /** Every flag that is not archived and has the text in key, name or description, by key. */
  liveWith(q: string | undefined): Promise<Flag[]> {
    return this.flags.liveWith(q);
  }

  /** Those that are killed in an environment, the latest first. */
  killedIn(environment: string): Promise<Flag[]> {
    return this.flags.killedIn(environment);
  }

  /** Those that let in a percentage of some in one of the environments. */
  rollingOut(environments: readonly string[], owner: string | undefined): Promise<Flag[]> {
    return this.flags.rollingOut(environments, owner);
  }

  async existing(key: string): Promise<Flag> {
    const flag = await this.flags.byKey(key);
    if (flag === null) throw noFlag(key);
    return flag;
  }
}
