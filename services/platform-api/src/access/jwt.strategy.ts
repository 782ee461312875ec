import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { passportJwtSecret } from 'jwks-rsa';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { DomainError } from '../common/domain-error.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { AccessService } from './access.service.ts';
import type { TokenClaims } from './access.service.ts';
import type { Actor } from './actor.ts';

/** Verifies access tokens by the issuer's JWKS; issuer, audience and algorithm are pinned. */
@Injectable()
export class JwtStrategy {
  private readonly strategy: Strategy;

  constructor(@Inject(ENV) env: Env, access: AccessService) {
    this.strategy = new Strategy(
      {
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        secretOrKeyProvider: passportJwtSecret({
          jwksUri: env.HALYARD_JWKS_URI ?? new URL('jwks', `${env.HALYARD_ISSUER}/`).href,
          cache: true,
          rateLimit: true,
        }),
        issuer: env.HALYARD_ISSUER,
        audience: env.HALYARD_AUDIENCE,
        algorithms: ['RS256'],
        passReqToCallback: true,
      },
      (
        request: FastifyRequest,
        claims: TokenClaims,
        done: (error: unknown, actor?: Actor) => void,
      ) => {
        access.actorOf(claims, request.id).then((actor) => done(null, actor), done);
      },
    );
  }

  /**
   * Whose token a request carries. The strategy is asked directly: passport's own registry is one for the
   * process, which is more than one API may have to itself.
   * @throws DomainError `unauthenticated` without a valid token.
   */
  authenticate(request: FastifyRequest): Promise<Actor> {
    return new Promise((resolve, reject) => {
      const attempt = Object.assign(Object.create(this.strategy) as Strategy, {
        success: resolve,
        fail: () => reject(new DomainError('unauthenticated')),
        error: reject,
      });
      attempt.authenticate(request as never);
    });
  }
}
