import { Catch } from '@nestjs/common';
import type { OfrepErrorCode, OfrepFailureResponse, ProblemResponse } from '@halyard/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemFilter } from '../common/problem.filter.ts';

const FLAG_PATH = /^\/ofrep\/v1\/evaluate\/flags\/([^?]+)/;

/**
 * Says every failure on OFREP's routes as the protocol has it, and any other as a problem. It stands for
 * the whole API, for a body that cannot be parsed fails before there is a controller.
 */
@Catch()
export class OfrepFilter extends ProblemFilter {
  protected override answer(
    problem: ProblemResponse,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    if (!request.url.startsWith('/ofrep/')) {
      super.answer(problem, request, reply);
      return;
    }
    void reply
      .status(problem.status)
      .header('content-type', 'application/json; charset=utf-8')
      .send(JSON.stringify(failureOf(problem, keyIn(request.url))));
  }
}

/** The key is said again wherever there is one: clients take no body without it for a failure. */
function failureOf(problem: ProblemResponse, key: string | undefined): OfrepFailureResponse {
  return {
    ...(key !== undefined && { key }),
    errorCode: errorCodeOf(problem, key),
    errorDetails: detailsOf(problem),
  };
}

function errorCodeOf(
  { code, errors = [] }: ProblemResponse,
  key: string | undefined,
): OfrepErrorCode {
  // A client that does not escape a key with a slash asks on a path that is not there.
  if (code === 'not_found' && key !== undefined) return 'FLAG_NOT_FOUND';
  if (code !== 'validation_error') return 'GENERAL';
  const isContext = errors.some(({ pointer }) => /^\/context(\/|$)/.test(pointer));
  return isContext ? 'INVALID_CONTEXT' : 'PARSE_ERROR';
}

function detailsOf({ title, detail, errors = [] }: ProblemResponse): string {
  const faults = errors.map(({ pointer, message }) => `${pointer || 'The body'} ${message}`);
  return detail ?? (faults.length > 0 ? faults.join('; ') : title);
}

function keyIn(url: string): string | undefined {
  const key = FLAG_PATH.exec(url)?.[1];
  try {
    return key === undefined ? undefined : decodeURIComponent(key);
  } catch {
    return key;
  }
}
