import { Catch, HttpException, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { LIMITS } from '@halyard/contracts';
import type { ProblemCode, ProblemResponse } from '@halyard/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from './domain-error.ts';
import type { ProblemExtras } from './domain-error.ts';
import { problemOf } from './problem.ts';

/** Renders every failure as `application/problem+json` (RFC 9457), and nothing internal. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.render(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Answers a failure, one that comes before any route too. */
  render(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const problem = problemOf(this.toProblem(error), request.id);
    const retryAfter = retryAfterOf(problem);
    if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
    this.answer(problem, request, reply);
  }

  protected answer(problem: ProblemResponse, _request: FastifyRequest, reply: FastifyReply): void {
    void reply
      .status(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem));
  }

  private toProblem(error: unknown): { code: ProblemCode; extras: ProblemExtras } {
    if (error instanceof DomainError) return error;
    const status = statusOf(error);
    if (status === 404) return { code: 'not_found', extras: {} };
    if (status === 413) return invalid(`The body is over ${LIMITS.bodyBytes / 1024 / 1024} MiB`);
    if (status === 415) return invalid('The body has to be sent as application/json');
    if (status >= 400 && status < 500) return invalid((error as Error).message);
    if (isAway(error)) {
      return { code: 'unavailable', extras: { detail: 'The database does not answer; try again' } };
    }
    this.logger.error(error);
    return { code: 'internal_error', extras: {} };
  }
}

/** Seconds, where waiting helps: a limit says how many, and what is away may be back in one. */
export function retryAfterOf(problem: ProblemResponse): number | undefined {
  if (problem.code === 'rate_limited') return problem.retryAfter ?? 1;
  return problem.code === 'unavailable' ? 1 : undefined;
}

function invalid(message: string): { code: ProblemCode; extras: ProblemExtras } {
  return {
    code: 'validation_error',
    extras: { detail: message, errors: [{ pointer: '', message }] },
  };
}

/** Nest's own exceptions know their status, and so do Fastify's errors. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status: unknown = error instanceof Error ? Reflect.get(error, 'statusCode') : undefined;
  return typeof status === 'number' ? status : 500;
}

function isAway(error: unknown): boolean {
  return (
    error instanceof Error &&
    ['MongoServerSelectionError', 'MongoNetworkError', 'MongooseServerSelectionError'].includes(
      error.name,
    )
  );
}
