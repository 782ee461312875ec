import { Injectable } from '@nestjs/common';
import { PLATFORM } from '@halyard/contracts';
import type {
  AuditHeadResponse,
  SigningKeysResponse,
  AuditVerificationResponse,
} from '@halyard/contracts';
import type { TenantScope } from '../access/tenant-scope.ts';
import { DomainError } from '../common/domain-error.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { walk } from './audit-chain.ts';
import type { Place } from './audit-chain.ts';
import type { AuditHead } from './audit-head.ts';
import { AuditHeadsRepository } from './audit-heads.repository.ts';
import { AuditKeys } from './audit-keys.ts';
import { refuseOutside } from './audit-scope.ts';
import { AuditRepository } from './audit.repository.ts';

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
    // The newest head first: what it covers is there, and what is signed meanwhile is not asked for.
    const newest = await this.heads.newest(stream);
    const heads = this.heads.upTo(stream, newest?.seq ?? 0);
    const { last, broken } = await walk(this.entries.inOrder(stream), heads, this.keys.isGenuine);
    if (broken !== null) {
      const entries = await this.entries.count(stream);
      return { stream, valid: false, entries, head: newest, firstBroken: broken };
    }
    if (last.seq === 0) await this.refuseUnknown(stream);
    const isSigned = last.seq === (newest?.seq ?? 0);
    const head = isSigned ? newest : await this.sign(stream, last);
    return { stream, valid: true, entries: last.seq, head };
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

  private async sign(stream: string, { seq, hash }: Place): Promise<AuditHead | null> {
    await this.heads.insertIfAbsent(this.keys.sign({ stream, seq, hash }, new Date()));
    return this.heads.newest(stream);
  }

  /** A misspelt stream must not pass for one that holds. */
  private async refuseUnknown(stream: string): Promise<void> {
    if (stream !== PLATFORM) await this.tenants.get(stream);
  }
}
