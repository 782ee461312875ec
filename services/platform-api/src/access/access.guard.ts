import { Injectable } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { PERMISSIONS } from '@halyard/contracts';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../common/domain-error.ts';
import { holdsSomewhere, permissionsOf } from './actor.ts';
import type { Actor } from './actor.ts';
import { ACCESS } from './requires.ts';
import type { Access } from './requires.ts';

/** Stands before every route. A route that does not say whom it is for is for nobody. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    await super.canActivate(context);
    if (access === 'signed-in') return true;
    const { user } = context.switchToHttp().getRequest<FastifyRequest & { user: Actor }>();
    if (access !== undefined && allows(access, user)) return true;
    throw denied(access);
  }

  override handleRequest<U>(error: unknown, user: U | false): U {
    if (error instanceof Error) throw error;
    if (!user) throw new DomainError('unauthenticated');
    return user;
  }
}

function allows(access: Exclude<Access, 'public' | 'signed-in'>, actor: Actor): boolean {
  return typeof access === 'string'
    ? permissionsOf(actor).has(access)
    : holdsSomewhere(actor, access.somewhere);
}

function denied(access: Exclude<Access, 'public' | 'signed-in'> | undefined): DomainError {
  if (access === undefined) return new DomainError('permission_denied');
  const permission = typeof access === 'string' ? access : access.somewhere;
  return new DomainError('permission_denied', {
    detail: `It takes the permission ${permission}: ${PERMISSIONS[permission]}`,
  });
}
