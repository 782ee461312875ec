import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import { StreamQuery } from '@halyard/contracts';
import type { FastifyReply } from 'fastify';
import { permissionsOf } from '../access/actor.ts';
import type { Actor } from '../access/actor.ts';
import { By, SignedIn, WithKey, WithTicket } from '../access/requires.ts';
import { scopeOf } from '../access/tenant-scope.ts';
import { DomainError } from '../common/domain-error.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import { StreamHub } from './stream-hub.service.ts';

@Controller('api/flags/stream')
export class StreamsController {
  constructor(
    private readonly hub: StreamHub,
    private readonly rulesets: RulesetStore,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @SignedIn()
  @WithKey('server', 'client')
  @WithTicket()
  @ApiOperation({
    summary: 'Says when flags have changed, as server-sent events',
    description:
      'One small event for each new version, `{type: "refetchEvaluation", etag, environment, version}` as OFREP has it, and the version there is at once, unless `Last-Event-ID` says that it is known. A `heartbeat` comes every 15 s. Operators hear `kill_switches` too, `{engaged}`: those engaged in any environment, at once and whenever that changes.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async follow(
    @By() actor: Actor,
    @Query() query: StreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const environment = this.environmentOf(query, actor);
    const tenant = heardBy(actor);
    this.rulesets.in(environment);
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      // nginx would hold events back.
      'x-accel-buffering': 'no',
    });
    const { key, expiresAt } = actor;
    const hearsOfSwitches = !isBound(actor) && permissionsOf(actor).has('feature_flag:read');
    const listener = { environment, tenant, hearsOfSwitches, keyId: key?.id ?? null, expiresAt };
    await this.hub.open(listener, reply.raw, lastEventId);
  }

  private environmentOf({ environment }: StreamQuery, actor: Actor): string {
    const own = actor.key?.environment ?? this.env.HALYARD_DEFAULT_ENVIRONMENT;
    const asked = environment ?? own;
    if (asked !== own && isBound(actor)) throw new DomainError('permission_denied');
    return asked;
  }
}

/** Applications have the environment of their key, a tenant's users the deployment's. */
const isBound = ({ key, tenant }: Actor) => key !== null || tenant !== null;

/** The one tenant that they hear of: their own, or the one that they hold a role for; null for all of them. */
function heardBy(actor: Actor): string | null {
  if (isBound(actor)) return actor.tenant;
  const scope = scopeOf(actor, 'feature_flag:evaluate');
  if (scope.all) return null;
  const [one, ...others] = scope.tenants;
  if (one === undefined || others.length > 0) throw new DomainError('permission_denied');
  return one;
}
