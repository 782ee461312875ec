import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tap } from 'rxjs';
import type { Observable } from 'rxjs';
import { DomainError } from './domain-error.ts';

const WRITES = ['PUT', 'PATCH', 'DELETE'];
/** `W/` too: a proxy that compresses an answer weakens its ETag, and the version says the same. */
const VERSION_TAG = /^(?:W\/)?"([1-9]\d{0,14})"$/;

/**
 * The version of what is administered, as HTTP has it. A GET of one thing answers its `version` as `ETag`
 * too, and a write takes it as `If-Match`, which is the same as `version` in the body: from there on the
 * pipe checks it, and a resource without versions refuses it, rather than write over what it was to guard.
 */
@Injectable()
export class VersionInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (!request.url.startsWith('/api/admin/')) return next.handle();
    if (WRITES.includes(request.method)) takeVersion(request);
    if (request.method !== 'GET') return next.handle();
    return next.handle().pipe(tap((answer) => tag(answer, http.getResponse())));
  }
}

function takeVersion(request: FastifyRequest): void {
  const tag = request.headers['if-match'];
  if (tag === undefined) return;
  const version = Number(VERSION_TAG.exec(tag)?.[1]);
  if (Number.isNaN(version)) throw invalid('has to be the ETag that you read, such as "3"');
  // A file has no place for a version: its URL has.
  if (typeof request.body === 'string') request.query = withVersion(request.query, String(version));
  else request.body = withVersion(request.body ?? {}, version);
}

function withVersion(sent: unknown, version: number | string): unknown {
  if (!isObject(sent)) return sent;
  if (Object.hasOwn(sent, 'version') && Reflect.get(sent, 'version') !== version) {
    throw invalid(`names version ${version}, and the request another one`);
  }
  return { ...sent, version };
}

function tag(answer: unknown, reply: FastifyReply): void {
  const version: unknown = isObject(answer) ? Reflect.get(answer, 'version') : undefined;
  if (Number.isSafeInteger(version)) void reply.header('etag', `"${String(version)}"`);
}

function invalid(message: string): DomainError {
  return new DomainError('validation_error', {
    errors: [{ pointer: '/headers/if-match', message }],
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
