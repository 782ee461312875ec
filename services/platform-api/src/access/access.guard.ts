import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PERMISSIONS } from '@halyard/contracts';
import type { SdkKeyKind } from '@halyard/contracts';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../common/domain-error.ts';
import { holdsSomewhere, permissionsOf } from './actor.ts';
import type { Actor } from './actor.ts';
import { AccessService } from './access.service.ts';
import { JwtStrategy } from './jwt.strategy.ts';
import { KeyAccess, secretIn } from './key-access.service.ts';
import { StreamTickets } from '../streams/stream-tickets.service.ts';
import { ACCESS, KEYS, OWN_ROLES, TICKETS } from './requires.ts';
import type { Access } from './requires.ts';

/** Stands before every route. A route that does not say whom it is for is for nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: JwtStrategy,
    private readonly keys: KeyAccess,
    private readonly access: AccessService,
    private readonly tickets: StreamTickets,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.said<Access>(ACCESS, context);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & { user: Actor }>();
    const user = await this.withOwnRoles(await this.identify(request, context), context);
    request.user = user;
    if (user.key !== null) this.refuseKey(user.key.kind, context);
    if (access !== undefined && allows(access, user)) return true;
    throw denied(access);
  }

  private async identify(request: FastifyRequest, context: ExecutionContext): Promise<Actor> {
    const { ticket } = request.query as { ticket?: unknown };
    if (typeof ticket === 'string' && this.said<boolean>(TICKETS, context) === true) {
      return this.tickets.redeem(ticket, request.id);
    }
    const secret = secretIn(request);
    if (secret === undefined) return this.tokens.authenticate(request);
    return this.keys.actorOf(secret, request);
  }

  private async withOwnRoles(user: Actor, context: ExecutionContext): Promise<Actor> {
    return this.said<boolean>(OWN_ROLES, context) === true ? this.access.withOwnRoles(user) : user;
  }

  private refuseKey(kind: SdkKeyKind, context: ExecutionContext): void {
    const kinds = this.said<readonly SdkKeyKind[]>(KEYS, context) ?? [];
    if (kinds.includes(kind)) return;
    throw new DomainError('permission_denied', { detail: `This is not for ${kind} keys` });
  }

  private said<T>(metadata: string, context: ExecutionContext): T | undefined {
    const places = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride<T | undefined>(metadata, places);
  }
}

function allows(access: Exclude<Access, 'public'>, actor: Actor): boolean {
  if (access === 'signed-in') return true;
  if (access === 'keys') return actor.key !== null;
  if (typeof access === 'string') return permissionsOf(actor).has(access);
  if ('somewhere' in access) return holdsSomewhere(actor, access.somewhere);
  return actor.tenant !== null && permissionsOf(actor, actor.tenant).has(access.ownTenant);
}

function denied(access: Exclude<Access, 'public'> | undefined): DomainError {
  if (access === undefined || access === 'signed-in') return new DomainError('permission_denied');
  if (access === 'keys') {
    return new DomainError('permission_denied', {
      detail: 'This is for applications: send an SDK key',
    });
  }
  if (typeof access === 'object' && 'ownTenant' in access) {
    return new DomainError('permission_denied', {
      detail: `This is for a tenant’s own people: it takes the permission ${access.ownTenant} for it`,
    });
  }
  const permission = typeof access === 'string' ? access : access.somewhere;
  return new DomainError('permission_denied', {
    detail: `It takes the permission ${permission}: ${PERMISSIONS[permission]}`,
  });
}
