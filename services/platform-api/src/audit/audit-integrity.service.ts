import { Injectable } from '@nestjs/common';
import { PLATFORM } from '@halyard/contracts';
import type {
  AuditChainResponse,
  AuditHeadResponse,
  AuditProgressResponse,
  AuditVerificationResponse,
  Page,
  PageQuery,
  SigningKeysResponse,
} from '@halyard/contracts';
import type { TenantScope } from '../access/tenant-scope.ts';
import { decodeCursor, pageOf } from '../common/cursor.ts';
import { DomainError } from '../common/domain-error.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { walk } from './audit-chain.ts';
import type { Place } from './audit-chain.ts';
import type { AuditHead } from './audit-head.ts';
import { AuditHeadsRepository } from './audit-heads.repository.ts';
import { AuditKeys } from './audit-keys.ts';
import { refuseOutside } from './audit-scope.ts';
import { AuditRepository } from './audit.repository.ts';

/** How often a verification tells how far it is. */
const TELL_MS = 100;

type Told = AuditProgressResponse | AuditVerificationResponse;

/** Tells whether a chain is what was written. */
@Injectable()
export class AuditIntegrityService {
  constructor(
    private readonly entries: AuditRepository,
    private readonly heads: AuditHeadsRepository,
    private readonly keys: AuditKeys,
    private readonly tenants: TenantsService,
  ) {}

  /** Walks a chain, and signs its end where all of it holds and nobody has yet. */
  async verify(scope: TenantScope, stream: string): Promise<AuditVerificationResponse> {
    refuseOutside(scope, stream);
    const verifying = this.verifying(stream);
    for (;;) {
      const { done, value } = await verifying.next();
      if (done === true) return value;
    }
  }

  /**
   * The same, told as it goes on: how far it is now and then, and at last the verdict. It stops where its
   * reader does.
   */
  async follow(scope: TenantScope, stream: string): Promise<AsyncGenerator<Told>> {
    refuseOutside(scope, stream);
    const entries = await this.entries.count(stream);
    if (entries === 0) await this.refuseUnknown(stream);
    return told(this.verifying(stream), entries);
  }

  /** The chains that a scope reaches, by name: how long each is, and how far it is signed. */
  async chains(scope: TenantScope, query: PageQuery): Promise<Page<AuditChainResponse>> {
    const { cursor, limit = 50 } = query;
    const after = cursor === undefined ? '' : decodeCursor(cursor)[0];
    const found = await this.entries.ends(scope, after, limit + 1);
    const { items, nextCursor } = pageOf(found, limit, ({ stream }) => [stream, '']);
    const heads = await this.heads.newestOf(items.map(({ stream }) => stream));
    const withHead = ({ stream, seq, ts }: (typeof items)[number]) => {
      return { stream, entries: seq, lastAt: ts, head: heads.get(stream) ?? null };
    };
    return { items: items.map(withHead), nextCursor };
  }

  /**
   * The head of a chain as it is now, for those who keep it elsewhere.
   * @throws DomainError `audit_broken` for a chain that does not hold: that is not signed.
   */
  async head(scope: TenantScope, stream: string): Promise<AuditHeadResponse> {
    const { head, firstBroken } = await this.verify(scope, stream);
    if (firstBroken !== undefined) {
      throw new DomainError('audit_broken', { detail: firstBroken.detail, firstBroken });
    }
    if (head === null) throw new DomainError('not_found', { detail: `"${stream}" has no entries` });
    return head;
  }

  publicKeys(): SigningKeysResponse {
    return this.keys.publicKeys();
  }

  private async *verifying(stream: string): AsyncGenerator<number, AuditVerificationResponse> {
    // The newest head first: what it covers is there, and what is signed meanwhile is not asked for.
    const newest = await this.heads.newest(stream);
    const heads = this.heads.upTo(stream, newest?.seq ?? 0);
    const entries = this.entries.inOrder(stream);
    const { last, broken } = yield* walk(entries, heads, this.keys.isGenuine);
    if (broken !== null) {
      const entries = await this.entries.count(stream);
      return { stream, valid: false, entries, head: newest, firstBroken: broken };
    }
    if (last.seq === 0) await this.refuseUnknown(stream);
    const isSigned = last.seq === (newest?.seq ?? 0);
    const head = isSigned ? newest : await this.sign(stream, last);
    return { stream, valid: true, entries: last.seq, head };
  }

  private async sign(stream: string, { seq, hash }: Place): Promise<AuditHead | null> {
    await this.heads.insertIfAbsent(this.keys.sign({ stream, seq, hash }, new Date()));
    return this.heads.newest(stream);
  }

  /** A misspelt stream must not pass for one that holds. */
  private async refuseUnknown(stream: string): Promise<void> {
    if (stream !== PLATFORM) await this.tenants.get(stream);
  }
}

/** How far a verification is, now and then, and its verdict. */
async function* told(
  verifying: AsyncGenerator<number, AuditVerificationResponse>,
  entries: number,
): AsyncGenerator<Told> {
  try {
    for (let toldAt = Date.now(); ;) {
      const { done, value } = await verifying.next();
      if (done === true) return yield value;
      if (Date.now() - toldAt < TELL_MS) continue;
      toldAt = Date.now();
      yield { checked: value, entries };
    }
  } finally {
    // Lets go of the cursors where the reader has left early.
    await verifying.return(undefined as never);
  }
}
