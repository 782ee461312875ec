import { Controller, Inject, Query, Sse } from '@nestjs/common';
import type { MessageEvent } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { StreamQuery } from '@halyard/contracts';
import { defer, filter, finalize, interval, map, merge, startWith } from 'rxjs';
import type { Observable } from 'rxjs';
import { permissionsOf } from '../access/actor.ts';
import type { Actor } from '../access/actor.ts';
import { By, SignedIn } from '../access/requires.ts';
import { DomainError } from '../common/domain-error.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import type { RulesetEvent } from '../evaluation/ruleset.store.ts';
import { TenantCache } from '../evaluation/tenant.cache.ts';
import { Metrics } from '../telemetry/metrics.ts';

const HEARTBEAT_MS = 15_000;

@Controller('api/flags/stream')
export class StreamsController {
  constructor(
    private readonly rulesets: RulesetStore,
    private readonly tenants: TenantCache,
    private readonly metrics: Metrics,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * One small event for each new version of an environment's ruleset, and the version there is at
   * once. It says that something changed, never what: a tenant learns nothing of another.
   */
  @Sse()
  @SignedIn()
  @ApiOperation({ summary: 'Says when flags have changed, as server-sent events' })
  async follow(@By() actor: Actor, @Query() query: StreamQuery): Promise<Observable<MessageEvent>> {
    const own = this.env.HALYARD_DEFAULT_ENVIRONMENT;
    const environment = query.environment ?? own;
    const isAllowed =
      actor.tenant === null
        ? permissionsOf(actor).has('feature_flag:evaluate')
        : environment === own;
    if (!isAllowed) throw new DomainError('permission_denied');
    const { ruleset, sharedVersion } = this.rulesets.in(environment);
    const tenant = actor.tenant === null ? null : await this.tenants.get(actor.tenant);
    const version =
      actor.tenant === null
        ? ruleset.version
        : Math.max(sharedVersion, tenant?.rulesetVersions[environment] ?? 0);
    const changes = this.rulesets.events.pipe(
      filter((event) => event.environment === environment && isFor(event, actor)),
      startWith({ environment, version }),
      map(({ version }) => toMessage(environment, version)),
    );
    const heartbeats = interval(HEARTBEAT_MS).pipe(map(() => ({ type: 'heartbeat', data: '' })));
    return defer(() => merge(changes, heartbeats).pipe(finalize(this.metrics.streamOpened())));
  }
}

/** A change for one tenant is not another's to know of. */
function isFor({ tenant }: RulesetEvent, actor: Actor): boolean {
  return actor.tenant === null || tenant === null || tenant === actor.tenant;
}

function toMessage(environment: string, version: number): MessageEvent {
  return { type: 'change', id: `${environment}:${version}`, data: { environment, version } };
}
