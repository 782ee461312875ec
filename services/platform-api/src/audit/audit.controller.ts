import {
  Body,
  Controller,
  Get,
  Headers,
  Param,
  Post,
  Query,
  Sse,
  StreamableFile,
} from '@nestjs/common';
import type { MessageEvent } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import {
  AuditChainPageResponse,
  AuditEntryResponse,
  AuditHeadResponse,
  AuditPageResponse,
  AuditVerificationResponse,
  ExportAuditQuery,
  ListAuditQuery,
  PageQuery,
  SigningKeysResponse,
  VerifyAuditQuery,
} from '@halyard/contracts';
import { Readable } from 'node:stream';
import type { Observable } from 'rxjs';
import type { Actor } from '../access/actor.ts';
import { By, RequiresSomewhere } from '../access/requires.ts';
import { scopeOf } from '../access/tenant-scope.ts';
import { Answers } from '../openapi/answers.ts';
import { AuditFollowing } from './audit-follow.service.ts';
import { AuditIntegrityService } from './audit-integrity.service.ts';
import { AuditTrailService } from './audit-trail.service.ts';

const NDJSON = 'application/x-ndjson';

/** The trail is read here; it is written by changes alone. */
@Controller('api/admin/audit')
export class AuditController {
  constructor(
    private readonly trail: AuditTrailService,
    private readonly integrity: AuditIntegrityService,
    private readonly following: AuditFollowing,
  ) {}

  @Get()
  @RequiresSomewhere('audit:read')
  @Answers(AuditPageResponse, 'Lists entries of the audit trail, newest first')
  list(@By() actor: Actor, @Query() query: ListAuditQuery): Promise<AuditPageResponse> {
    return this.trail.list(scopeOf(actor, 'audit:read'), query);
  }

  @Get('entries/:stream/:seq')
  @RequiresSomewhere('audit:read')
  @Answers(AuditEntryResponse, 'One entry, by its place in its chain')
  entry(
    @By() actor: Actor,
    @Param('stream') stream: string,
    @Param('seq') seq: string,
  ): Promise<AuditEntryResponse> {
    return this.trail.at(scopeOf(actor, 'audit:read'), stream, Number(seq));
  }

  @Sse('tail')
  @RequiresSomewhere('audit:read')
  @ApiOperation({
    summary: 'Says when there are new entries, as server-sent events',
    description:
      'An `entry` for each, `{stream, seq}`; `missed` where some may have been passed over. A `heartbeat` comes every 15 s.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  tail(@By() actor: Actor): Observable<MessageEvent> {
    return this.following.follow(scopeOf(actor, 'audit:read'), actor.expiresAt);
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
  @ApiExtraModels(AuditVerificationResponse)
  @ApiOperation({
    summary: 'Walks a chain: whether it holds, and where it first does not',
    description: `With \`Accept: ${NDJSON}\` it tells how far it is on the way: lines of \`{checked, entries}\`, and at last the verdict. Whoever stops reading stops it.`,
  })
  @ApiResponse({
    status: 200,
    content: {
      'application/json': { schema: { $ref: getSchemaPath(AuditVerificationResponse) } },
      [NDJSON]: { schema: { type: 'string' } },
    },
  })
  async verify(
    @By() actor: Actor,
    @Query() { stream }: VerifyAuditQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<AuditVerificationResponse | StreamableFile> {
    const scope = scopeOf(actor, 'audit:read');
    if (accept !== NDJSON) return this.integrity.verify(scope, stream);
    return ndjson(await this.integrity.follow(scope, stream));
  }

  @Get('chains')
  @RequiresSomewhere('audit:read')
  @Answers(AuditChainPageResponse, 'Lists the chains: how long each is, and how far it is signed')
  chains(@By() actor: Actor, @Query() query: PageQuery): Promise<AuditChainPageResponse> {
    return this.integrity.chains(scopeOf(actor, 'audit:read'), query);
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

async function* linesOf(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`;
}

function ndjson(values: AsyncIterable<unknown>): StreamableFile {
  return new StreamableFile(Readable.from(linesOf(values)), { type: NDJSON });
}
