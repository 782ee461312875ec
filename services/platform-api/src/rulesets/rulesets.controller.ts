import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import negotiator from '@fastify/accept-negotiator';
import { SigningKeysResponse } from '@halyard/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, KeyGrant } from '../access/actor.ts';
import { By, OnlyWithKey, Public } from '../access/requires.ts';
import { Answers } from '../openapi/answers.ts';
import { SigningKeys } from '../signing/signing-keys.ts';
import { CODINGS } from './signed-ruleset.ts';
import type { Coding } from './signed-ruleset.ts';
import { SignedRulesets } from './signed-rulesets.service.ts';

@Controller()
export class RulesetsController {
  constructor(
    private readonly rulesets: SignedRulesets,
    private readonly keys: SigningKeys,
  ) {}

  @Get('api/flags/ruleset')
  @OnlyWithKey('server')
  @ApiOperation({
    summary: 'The ruleset to evaluate locally, signed',
    description:
      'A compact JWS (RFC 7515) by Ed25519, `typ` `halyard-ruleset+jws`, bound to environment, tenant (null for all), version, `issuedAt` and `notAfter`. `If-None-Match` is answered by 304. Compressed by zstd, brotli or gzip.',
  })
  @ApiProduces('application/jose')
  @ApiOkResponse({ schema: { type: 'string' } })
  async download(
    @By() actor: Actor & { key: KeyGrant },
    @Req() { headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const signed = await this.rulesets.for(actor, actor.key);
    void reply
      .header('etag', signed.etag)
      .header('vary', 'Accept-Encoding')
      .header('cache-control', 'private, no-cache');
    if (headers['if-none-match'] === signed.etag) return void reply.status(304).send();
    const coding = codingFor(headers['accept-encoding']);
    if (coding !== 'identity') void reply.header('content-encoding', coding);
    void reply.type('application/jose').send(await signed.in(coding));
  }

  @Get('.well-known/jwks.json')
  @Public()
  @Answers(SigningKeysResponse, 'The public keys that rulesets are verified with (JWKS)')
  jwks(): SigningKeysResponse {
    return this.keys.publicKeys();
  }
}

function codingFor(accepted: string | undefined): Coding | 'identity' {
  const found = accepted === undefined ? null : negotiator.negotiate(accepted, [...CODINGS]);
  return (found as Coding | null) ?? 'identity';
}
