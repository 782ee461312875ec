import { Inject, Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tap } from 'rxjs';
import type { Observable } from 'rxjs';
import type { Actor } from '../access/actor.ts';
import { DomainError } from '../common/domain-error.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { RulesetStore } from './ruleset.store.ts';

/**
 * `X-Ruleset-Version: prod=17, staging=4`: the versions that this replica serves as it answers, the one
 * that a write has just made included. Not for who sees one tenant alone: it would tell them when something
 * changed for another.
 *
 * `X-Min-Ruleset-Version`, with the same content or one environment's bare number, makes a replica that
 * lags behind wait until it serves that.
 */
@Injectable()
export class RulesetVersionInterceptor implements NestInterceptor {
  constructor(
    private readonly rulesets: RulesetStore,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const { user, headers } = http.getRequest<FastifyRequest & { user?: Actor }>();
    const least = headers['x-min-ruleset-version'];
    if (user !== undefined && typeof least === 'string') {
      const own = user.key?.environment ?? this.env.HALYARD_DEFAULT_ENVIRONMENT;
      await this.rulesets.caughtUp(versionsIn(least, own));
    }
    if (user === undefined || user.tenant !== null) return next.handle();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(
      tap(() => {
        const versions = Object.entries(this.rulesets.versions());
        const header = versions.map(([key, version]) => `${key}=${version}`).join(', ');
        if (!reply.raw.headersSent) void reply.header('x-ruleset-version', header);
      }),
    );
  }
}

function versionsIn(header: string, own: string): Record<string, number> {
  const named = header.split(',').map((part): [string, number] => {
    const [key, version] = part.includes('=') ? part.split('=') : [own, part];
    return [
      key?.trim() ?? '',
      /^\s*\d{1,15}\s*$/.test(version ?? '') ? Number(version) : Number.NaN,
    ];
  });
  if (named.every(([, version]) => !Number.isNaN(version))) return Object.fromEntries(named);
  const message = 'has to be a version such as 17, or prod=17, staging=4';
  throw new DomainError('validation_error', {
    errors: [{ pointer: '/X-Min-Ruleset-Version', message }],
  });
}
