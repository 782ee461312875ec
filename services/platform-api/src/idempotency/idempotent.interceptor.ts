import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { ProblemCode, ProblemResponse } from '@halyard/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, mergeMap, of } from 'rxjs';
import type { Observable } from 'rxjs';
import type { Actor } from '../access/actor.ts';
import { DomainError } from '../common/domain-error.ts';
import { problemOf } from '../common/problem.ts';
import { IdempotencyService } from './idempotency.service.ts';
import { IDEMPOTENCY_KEY, keyedRequest } from './keyed-request.ts';
import type { KeyedAnswer } from './keyed-request.ts';

/** Carries out a request once for its `Idempotency-Key`, and answers every further try as the first. */
@Injectable()
export class IdempotentInterceptor implements NestInterceptor {
  constructor(private readonly idempotency: IdempotencyService) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const { user, method, url, headers, body, id } = http.getRequest<
      FastifyRequest & { user: Actor }
    >();
    const request = keyedRequest(user.sub, `${method} ${url}`, headers[IDEMPOTENCY_KEY], body);
    const attempt = await this.idempotency.begin(request);
    if (attempt.replayed !== null) return replay(attempt.replayed, http.getResponse());
    const finish = (answer: KeyedAnswer) =>
      this.idempotency.finish(request, attempt.startedAt, answer);
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        await finish({ problem: problemFrom(error, id) });
        throw error;
      }),
      mergeMap(async (answer) => {
        await finish({ body: answer });
        return answer as unknown;
      }),
    );
  }
}

/** The same for a call that may also come without a key: then each one is a call of its own. */
@Injectable()
export class IdempotentIfAskedInterceptor extends IdempotentInterceptor {
  override async intercept(context: ExecutionContext, next: CallHandler) {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    return headers[IDEMPOTENCY_KEY] === undefined ? next.handle() : super.intercept(context, next);
  }
}

type Problem = ProblemResponse & { code: ProblemCode };

function problemFrom(error: unknown, requestId: string): Problem {
  const failure = error instanceof DomainError ? error : new DomainError('internal_error');
  return problemOf(failure, requestId) as Problem;
}

function replay(answer: KeyedAnswer, reply: FastifyReply): Observable<unknown> {
  void reply.header('idempotency-replayed', 'true');
  if (!('problem' in answer)) return of(answer.body);
  throw new DomainError(answer.problem.code, { ...answer.problem });
}
