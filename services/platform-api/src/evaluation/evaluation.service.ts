import { Injectable } from '@nestjs/common';
import type {
  EvaluateDto,
  EvaluateFlagQuery,
  EvaluateFlagResponse,
  EvaluateResponse,
  EvaluateSensitiveDto,
  ResolutionResponse,
} from '@halyard/contracts';
import type { EvaluationContext, JsonValue, Resolution } from '@halyard/evaluator';
import type { Actor } from '../access/actor.ts';
import { ExposureCounter } from '../exposures/exposure-counter.service.ts';
import { Evaluations } from '../telemetry/evaluations.ts';
import type { EvaluationCall } from '../telemetry/evaluations.ts';
import { noFlag } from '../flags/flag.ts';
import { RulesetStore } from './ruleset.store.ts';
import { refuseSensitive, visible } from './sensitive.ts';
import { Subjects } from './subjects.service.ts';
import type { Question, Subject } from './subjects.service.ts';

/** What the engine says to a question. */
export interface Answer {
  readonly environment: string;
  readonly tenant: string | null;
  /** The ruleset's version for this tenant: no other tenant's changes move it. */
  readonly version: number;
  /** Whether it comes from memory alone, because the database is away. */
  readonly stale: boolean;
  readonly context: EvaluationContext;
  /** Flag key → how it was resolved, without the flags that are not for the caller. */
  readonly results: ReadonlyMap<string, Resolution>;
}

/** Asks the engine, for whom the caller may ask. */
@Injectable()
export class EvaluationService {
  constructor(
    private readonly rulesets: RulesetStore,
    private readonly subjects: Subjects,
    private readonly evaluations: Evaluations,
    private readonly exposures: ExposureCounter,
  ) {}

  /** Every flag, or those named, for one tenant and user. */
  async evaluate(body: EvaluateDto, details: boolean, actor: Actor): Promise<EvaluateResponse> {
    const { results, environment, tenant, version, stale } = await this.resolve(
      body,
      actor,
      '/tenantSlug',
    );
    const values = [...results].flatMap(([key, { value }]) =>
      value === undefined ? [] : [[key, value]],
    );
    return {
      environment,
      tenant,
      version,
      stale,
      flags: Object.fromEntries(values) as Record<string, JsonValue>,
      ...(details && {
        results: Object.fromEntries(results) as Record<string, ResolutionResponse>,
      }),
    };
  }

  /** Resolves every flag, or those named; `pointer` is where the question names its tenant. */
  async resolve(question: Question, actor: Actor, pointer: string): Promise<Answer> {
    const subject = await this.subjects.of(question, actor, pointer);
    const { environment, served, tenant, version, context } = subject;
    const keys = visible(question.keys ?? Object.keys(served.ruleset.flags), served, actor);
    const resolutions = this.evaluateEach(subject, keys);
    return {
      environment,
      tenant: tenant?.context.slug ?? null,
      version,
      stale: this.rulesets.isStale,
      context,
      results: new Map(resolutions.map((resolution, at) => [keys[at] ?? '', resolution])),
    };
  }

  private evaluateEach(subject: Subject, keys: readonly string[]): Resolution[] {
    const now = Date.now();
    const call = callOf(subject);
    const evaluate = (key: string) => subject.compiled.evaluate(key, subject.context, { now });
    const [key] = keys;
    return key !== undefined && keys.length === 1
      ? [this.evaluations.one(call, key, evaluate)]
      : this.evaluations.many(call, keys, evaluate);
  }

  async evaluateFlag(query: EvaluateFlagQuery, actor: Actor): Promise<EvaluateFlagResponse> {
    const { key, tenant: tenantSlug, user, environment } = query;
    const context = user === undefined ? undefined : { targetingKey: user };
    const subject = await this.subjects.of({ tenantSlug, environment, context }, actor, '/tenant');
    const { served } = subject;
    refuseSensitive(key, served, actor);
    const result = this.evaluations.one(callOf(subject), key, () =>
      subject.compiled.evaluate(key, subject.context, { now: Date.now() }),
    );
    if (result.value === undefined) throw noFlag(key);
    const { value, variant, source, reason, bucket = null } = result;
    this.exposures.count(subject.environment, subject.tenant?.context.slug ?? null, key, variant);
    const { state, rollout } = served.ruleset.flags[key] ?? {};
    const rolloutPct = state === 'rollout' ? (rollout?.percentage ?? null) : null;
    return { key, value, variant, source, reason, rolloutPct, bucket, cached: subject.cached };
  }

  /** One sensitive flag, which bulk answers leave out. */
  evaluateSensitive(body: EvaluateSensitiveDto, actor: Actor): Promise<EvaluateFlagResponse> {
    const { key, tenantSlug: tenant, environment, user } = body;
    return this.evaluateFlag({ key, tenant, environment, user }, actor);
  }
}

function callOf({ environment, version, context }: Subject): EvaluationCall {
  const { targetingKey } = context;
  return { environment, version, ...(targetingKey !== undefined && { targetingKey }) };
}
