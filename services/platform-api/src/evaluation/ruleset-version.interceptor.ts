import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tap } from 'rxjs';
import type { Observable } from 'rxjs';
import type { Actor } from '../access/actor.ts';
import { RulesetStore } from './ruleset.store.ts';

/**
 * `X-Ruleset-Version: prod=17, staging=4`: the versions that this replica serves as it answers, the one
 * that a write has just made included. Not for a tenant's own users: it would tell them when something
 * changed for another tenant.
 */
@Injectable()
export class RulesetVersionInterceptor implements NestInterceptor {
  constructor(private readonly rulesets: RulesetStore) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const { user } = http.getRequest<FastifyRequest & { user?: Actor }>();
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
