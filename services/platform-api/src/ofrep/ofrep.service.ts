import { Injectable } from '@nestjs/common';
import type {
  OfrepBulkQuery,
  OfrepBulkResponse,
  OfrepEventStream,
  OfrepRequestDto,
} from '@halyard/contracts';
import type { Resolution } from '@halyard/evaluator';
import {
  catchError,
  concatMap,
  filter,
  firstValueFrom,
  merge,
  of,
  timeout,
  TimeoutError,
} from 'rxjs';
import type { Actor } from '../access/actor.ts';
import { CATCH_UP_MS } from '../common/catch-up.ts';
import { DomainError } from '../common/domain-error.ts';
import { EvaluationService } from '../evaluation/evaluation.service.ts';
import type { Answer } from '../evaluation/evaluation.service.ts';
import type { Question } from '../evaluation/subjects.service.ts';
import { ExposureCounter } from '../exposures/exposure-counter.service.ts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import { StreamTickets } from '../streams/stream-tickets.service.ts';
import { etagOf } from './etag.ts';
import { isAboutTenant, questionOf, TENANT_POINTER, unknownTenant } from './ofrep-context.ts';
import { flagSetOf, ofrepFlag } from './ofrep-flag.ts';
import type { OfrepFlag } from './ofrep-flag.ts';

const NOT_FOUND: Resolution = { reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' };

/** What our events call a version: `prod:17`. */
const CONFIG_ETAG = /^([^:]+):(\d{1,15})$/;

/** How long a page may be out of sight before its provider hangs up: OFREP's own default. */
const INACTIVITY_SECONDS = 120;

/** Evaluation as OFREP 0.3.0 has it (https://github.com/open-feature/protocol). */
@Injectable()
export class OfrepService {
  constructor(
    private readonly evaluation: EvaluationService,
    private readonly rulesets: RulesetStore,
    private readonly tickets: StreamTickets,
    private readonly exposures: ExposureCounter,
  ) {}

  async evaluateFlag(key: string, body: OfrepRequestDto, actor: Actor): Promise<OfrepFlag> {
    const answer = await this.ask({ ...questionOf(body, actor), keys: [key] }, actor);
    const result = answer.results.get(key) ?? NOT_FOUND;
    if (result.reason !== 'ERROR') {
      this.exposures.count(answer.environment, answer.tenant, key, result.variant);
    }
    return ofrepFlag(key, result, answer);
  }

  /** Every flag, as the text of an `OfrepBulkResponse`, and the tag of exactly this answer to this context. */
  async evaluateFlags(
    body: OfrepRequestDto,
    { flagConfigEtag }: OfrepBulkQuery,
    actor: Actor,
  ): Promise<{ etag: string; text: string }> {
    const resolved = await this.askSince(flagConfigEtag, questionOf(body, actor), actor);
    // In an order that every replica has, so that they agree on the tag.
    const results = [...resolved.results].sort(([one], [other]) => (one < other ? -1 : 1));
    const text = JSON.stringify({
      flags: results.map(([key, result]) => ofrepFlag(key, result, resolved)),
      metadata: flagSetOf(resolved),
      eventStreams: [this.streamFor(actor)],
    } satisfies OfrepBulkResponse);
    // Of the answer itself: rules and overrides begin and end without a new version, and a ticket is renewed.
    return { etag: etagOf(resolved.context, text), text };
  }

  /**
   * Answers at the version that an event told of, or a newer one. A tag that is not one of ours is ignored.
   * @throws DomainError `unavailable` where this replica does not get there in time.
   */
  private askSince(tag = '', question: Question, actor: Actor): Promise<Answer> {
    const [, environment, version] = CONFIG_ETAG.exec(tag) ?? [];
    if (environment === undefined) return this.ask(question, actor);
    // Who sees one tenant alone hears of that tenant's versions, and everyone else of the environment's.
    const isReached = (answer: Answer) =>
      answer.environment !== environment ||
      (actor.tenant === null ? (this.rulesets.versions()[environment] ?? 0) : answer.version) >=
        Number(version);
    const answers = merge(of(null), this.rulesets.events).pipe(
      concatMap(() => this.ask(question, actor)),
      filter(isReached),
      timeout({ first: CATCH_UP_MS }),
      catchError((error: unknown) => {
        if (!(error instanceof TimeoutError)) throw error;
        throw new DomainError('unavailable', { detail: 'The ruleset did not catch up in time' });
      }),
    );
    return firstValueFrom(answers);
  }

  /** A browser's EventSource sends no headers: the ticket stands for the caller. */
  private streamFor(actor: Actor): OfrepEventStream {
    const requestUri = `/api/flags/stream?ticket=${this.tickets.issue(actor)}`;
    return { type: 'sse', endpoint: { requestUri }, inactivityDelaySec: INACTIVITY_SECONDS };
  }

  private async ask(question: Question, actor: Actor): Promise<Answer> {
    try {
      return await this.evaluation.resolve(question, actor, TENANT_POINTER);
    } catch (error) {
      throw error instanceof DomainError && isAboutTenant(error) ? unknownTenant() : error;
    }
  }
}
