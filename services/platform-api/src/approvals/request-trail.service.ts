import { Injectable } from '@nestjs/common';
import { PLATFORM } from '@halyard/contracts';
import type { JsonValue } from '@halyard/evaluator';
import type { Actor } from '../access/actor.ts';
import { AuditService } from '../audit/audit.service.ts';
import { changeOf } from './change-request.ts';
import type { ChangeRequest } from './change-request.ts';

/** Tells the audit trail what happens to a request, attempts that were refused included. */
@Injectable()
export class RequestTrail {
  constructor(private readonly audit: AuditService) {}

  /** Only within the transaction that does it. */
  async note(
    action: `request.${string}`,
    before: ChangeRequest | null,
    after: ChangeRequest,
    actor: Actor,
    rationale: string | null = null,
  ): Promise<void> {
    const { environments, tenant, flag } = after;
    await this.audit.append(
      {
        action,
        actor: actor.sub,
        actorName: actor.name,
        environment: environments.length === 1 ? (environments[0] ?? null) : null,
        tenant,
        flag,
        source: 'change_request',
        before: before && told(before),
        after: told(after),
        rationale,
        approvalRef: after.ref,
        breakGlass: false,
        requestId: actor.requestId,
        ts: new Date().toISOString(),
        versions: {},
        touches: [],
      },
      tenant ?? PLATFORM,
    );
  }
}

function told(request: ChangeRequest): JsonValue {
  const { ref, state, contentHash, rationale, evidence, author, conflict, reviews } = request;
  return {
    ref,
    state,
    contentHash,
    change: changeOf(request) as unknown as JsonValue,
    rationale,
    evidence,
    author,
    conflict,
    applyAt: request.applyAt?.toISOString() ?? null,
    reviews: reviews.map(({ by, decision, comment }) => ({ by, decision, comment })),
  };
}
