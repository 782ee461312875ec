import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { passportJwtSecret } from 'jwks-rsa';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { AccessService } from './access.service.ts';
import type { TokenClaims } from './access.service.ts';
import type { Actor } from './actor.ts';

/** Verifies access tokens by the issuer's JWKS; issuer, audience and algorithm are pinned. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(
    @Inject(ENV) env: Env,
    private readonly access: AccessService,
  ) {
    super({
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
    });
  }

  validate(request: FastifyRequest, claims: TokenClaims): Promise<Actor> {
    return this.access.actorOf(claims, request.id);
  }
}
