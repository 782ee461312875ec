import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../common/domain-error.ts';
import type { IdempotencyKeyRecord } from './idempotency-key.schema.ts';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.ts';
import { ABANDONED_AFTER_MS, isKept, KEPT_FOR_MS } from './keyed-request.ts';
import type { KeyedAnswer, KeyedRequest } from './keyed-request.ts';

/** One try of a request: its answer from before, or leave to carry it out. */
export type Attempt =
  { readonly replayed: KeyedAnswer } | { readonly replayed: null; readonly startedAt: Date };

@Injectable()
export class IdempotencyService {
  private readonly logger = new Logger(IdempotencyService.name);

  constructor(private readonly keys: IdempotencyKeysRepository) {}

  /** @throws DomainError `idempotency_mismatch` for another body, `idempotency_in_flight` for one at work. */
  async begin(request: KeyedRequest): Promise<Attempt> {
    const startedAt = new Date();
    const held = await this.keys.take(request, startedAt);
    if (held === null) return { replayed: null, startedAt };
    if (isForgotten(held, startedAt)) return this.takeOver(held, request, startedAt);
    if (held.fingerprint !== request.fingerprint) throw new DomainError('idempotency_mismatch');
    if (held.answer !== null) return { replayed: JSON.parse(held.answer) as KeyedAnswer };
    if (isAbandoned(held, startedAt)) return this.takeOver(held, request, startedAt);
    throw new DomainError('idempotency_in_flight');
  }

  /**
   * Keeps what the request came to. The answer is true whether or not it is kept: where that fails, the
   * next try carries the action out again, which ends where this one did, for an action sets a state.
   */
  async finish(request: KeyedRequest, startedAt: Date, answer: KeyedAnswer): Promise<void> {
    const keeps = !('problem' in answer) || isKept(answer.problem);
    try {
      if (keeps) await this.keys.answer(request, startedAt, JSON.stringify(answer));
      else await this.keys.free(request, startedAt);
    } catch (error) {
      this.logger.error(error, `The answer to ${request.route} was not kept`);
    }
  }

  private async takeOver(
    held: IdempotencyKeyRecord,
    request: KeyedRequest,
    startedAt: Date,
  ): Promise<Attempt> {
    const isOurs = await this.keys.takeOver(held, request, startedAt);
    if (!isOurs) throw new DomainError('idempotency_in_flight');
    return { replayed: null, startedAt };
  }
}

/** MongoDB removes what has expired once a minute; until then it counts for nothing here either. */
function isForgotten({ startedAt }: IdempotencyKeyRecord, now: Date): boolean {
  return now.getTime() - startedAt.getTime() >= KEPT_FOR_MS;
}

function isAbandoned({ startedAt }: IdempotencyKeyRecord, now: Date): boolean {
  return now.getTime() - startedAt.getTime() >= ABANDONED_AFTER_MS;
}
