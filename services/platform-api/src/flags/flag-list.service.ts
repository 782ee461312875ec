import { Injectable } from '@nestjs/common';
import type { FlagPageResponse, ListedFlagResponse, ListFlagsQuery } from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { EnvironmentsService } from '../environments/environments.service.ts';
import { ExposuresService } from '../exposures/exposures.service.ts';
import { OverridesService } from '../overrides/overrides.service.ts';
import { toListedResponse } from './flag.response.ts';
import type { StaleFacts } from './flags.filter.ts';
import { FlagsService } from './flags.service.ts';
import { longBefore } from './stale.ts';

/** Flags as people read them: with what others know of them, asked once for a page. */
@Injectable()
export class FlagListService {
  constructor(
    private readonly flags: FlagsService,
    private readonly environments: EnvironmentsService,
    private readonly exposures: ExposuresService,
    private readonly overrides: OverridesService,
  ) {}

  async list(query: ListFlagsQuery, actor: Actor): Promise<FlagPageResponse> {
    const { stale, mine, ...rest } = query;
    const environments = await this.environments.known(query.environment);
    const { items, nextCursor } = await this.flags.page({
      ...rest,
      environments,
      stale: stale === 'true' ? await this.staleFacts(environments) : undefined,
      mine: mine === 'true' ? actor : undefined,
    });
    const knownOf = await this.known(
      items.map(({ key }) => key),
      environments,
    );
    return {
      items: items.map((flag) => toListedResponse(flag, environments, knownOf(flag.key))),
      nextCursor,
    };
  }

  async get(key: string): Promise<ListedFlagResponse> {
    const [flag, environments] = await Promise.all([
      this.flags.existing(key),
      this.environments.keys(),
    ]);
    const knownOf = await this.known([key], environments);
    return toListedResponse(flag, environments, knownOf(key));
  }

  private async known(keys: readonly string[], environments: readonly string[]) {
    const [last, overrides] = await Promise.all([
      this.exposures.lastEvaluated(keys),
      this.overrides.tenantsByFlag(keys),
    ]);
    const staleness = await this.flags.staleness(keys, await this.staleFacts(environments, last));
    return (key: string) => ({
      last: last.get(key),
      overrides: overrides.get(key),
      stale: staleness.get(key),
    });
  }

  /** What was served lately is asked for all flags, unless it is known for those that matter. */
  private async staleFacts(
    environments: readonly string[],
    last?: Awaited<ReturnType<ExposuresService['lastEvaluated']>>,
  ): Promise<StaleFacts> {
    const longAgo = longBefore(Date.now());
    const isProtected = await this.environments.protection();
    const lately = (at: Readonly<Record<string, Date>>) =>
      Object.values(at).some((moment) => moment >= longAgo);
    const served =
      last === undefined
        ? await this.exposures.servedSince(longAgo, environments)
        : [...last].flatMap(([key, at]) => (lately(at) ? [key] : []));
    return { longAgo, environments, served, protectedOnes: environments.filter(isProtected) };
  }
}
