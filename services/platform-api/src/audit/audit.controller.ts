import { Body, Controller, Get, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import {
  AuditHeadResponse,
  SigningKeysResponse,
  AuditPageResponse,
  AuditVerificationResponse,
  ExportAuditQuery,
  ListAuditQuery,
  VerifyAuditQuery,
} from '@halyard/contracts';
import { Readable } from 'node:stream';
import type { Actor } from '../access/actor.ts';
import { By, RequiresSomewhere } from '../access/requires.ts';
import { scopeOf } from '../access/tenant-scope.ts';
import { Answers } from '../openapi/answers.ts';
import { AuditIntegrityService } from './audit-integrity.service.ts';
import { AuditTrailService } from './audit-trail.service.ts';

const NDJSON = 'application/x-ndjson';

/** The trail is read here; it is written by changes alone. */
@Controller('api/admin/audit')
export class AuditController {
  constructor(
    private readonly trail: AuditTrailService,
    private readonly integrity: AuditIntegrityService,
  ) {}

  @Get()
  @RequiresSomewhere('audit:read')
  @Answers(AuditPageResponse, 'Lists entries of the audit trail, newest first')
  list(@By() actor: Actor, @Query() query: ListAuditQuery): Promise<AuditPageResponse> {
    return this.trail.list(scopeOf(actor, 'audit:read'), query);
  }

  @Get('export')
  @RequiresSomewhere('audit:read')
  @ApiOperation({ summary: 'Entries as NDJSON, oldest first, to be verified offline' })
  @ApiResponse({ status: 200, content: { [NDJSON]: { schema: { type: 'string' } } } })
  export(@By() actor: Actor, @Query() query: ExportAuditQuery): StreamableFile {
    const lines = this.trail.export(scopeOf(actor, 'audit:read'), query);
    const disposition = 'attachment; filename="audit.ndjson"';
    return new StreamableFile(Readable.from(lines), { type: NDJSON, disposition });
  }

  @Get('verify')
  @RequiresSomewhere('audit:read')
  @Answers(
    AuditVerificationResponse,
    'Walks a chain: whether it holds, and where it first does not',
  )
  verify(
    @By() actor: Actor,
    @Query() { stream }: VerifyAuditQuery,
  ): Promise<AuditVerificationResponse> {
    return this.integrity.verify(scopeOf(actor, 'audit:read'), stream);
  }

  @Post('heads')
  @RequiresSomewhere('audit:read')
  @Answers(AuditHeadResponse, 'The signed head of a chain as it is now, to be kept elsewhere', 201)
  head(@By() actor: Actor, @Body() { stream }: VerifyAuditQuery): Promise<AuditHeadResponse> {
    return this.integrity.head(scopeOf(actor, 'audit:read'), stream);
  }

  @Get('keys')
  @RequiresSomewhere('audit:read')
  @Answers(SigningKeysResponse, 'The public keys that heads are verified with (JWKS)')
  keys(): SigningKeysResponse {
    return this.integrity.publicKeys();
  }
}
