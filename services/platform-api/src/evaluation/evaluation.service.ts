import { Inject, Injectable } from '@nestjs/common';
import type {
  EvaluateDto,
  EvaluateFlagQuery,
  EvaluateFlagResponse,
  EvaluateResponse,
  EvaluateSensitiveDto,
  ExplainDto,
  ExplainResponse,
  ResolutionResponse,
} from '@halyard/contracts';
import { compile } from '@halyard/evaluator';
import type {
  CompiledRuleset,
  EvaluationContext,
  JsonValue,
  LaneAccount,
  Resolution,
} from '@halyard/evaluator';
import { maySeeSensitive, permissionsOf } from '../access/actor.ts';
import type { Actor, KeyGrant } from '../access/actor.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { DomainError } from '../common/domain-error.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { Evaluations } from '../telemetry/evaluations.ts';
import type { EvaluationCall } from '../telemetry/evaluations.ts';
import { noFlag } from '../flags/flag.ts';
import { ExposureCounter } from '../exposures/exposure-counter.service.ts';
import { RulesetStore } from './ruleset.store.ts';
import type { Served } from './ruleset.store.ts';
import { TenantCache } from './tenant.cache.ts';
import type { KnownTenant } from './tenant.cache.ts';
import { noTenant } from '../tenants/tenant.ts';

export interface Question {
  readonly tenantSlug?: string;
  readonly environment?: string;
  /** The flags asked for; all of them where it is left out. */
  readonly keys?: readonly string[];
  readonly context?: Readonly<Record<string, JsonValue>>;
}

/** Where and for whom, once it is clear who asks. */
interface Asked {
  readonly environment: string;
  readonly tenantSlug: string | undefined;
  readonly targetingKey: string | undefined;
}

/** A question with everything that it leaves to the server filled in. */
interface Subject {
  readonly environment: string;
  readonly served: Served;
  /** The ruleset with the tenant's overrides. */
  readonly compiled: CompiledRuleset;
  /** The tenant's own ruleset version; the whole ruleset's where no tenant is named. */
  readonly version: number;
  readonly tenant: KnownTenant | null;
  readonly context: EvaluationContext;
  /** Whether the tenant was in memory already. */
  readonly cached: boolean;
}

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
    private readonly tenants: TenantCache,
    private readonly changes: ChangesService,
    private readonly evaluations: Evaluations,
    private readonly exposures: ExposureCounter,
    @Inject(ENV) private readonly env: Env,
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
    const subject = await this.subjectOf(question, actor, pointer);
    const { environment, served, tenant, version, context } = subject;
    const asked = question.keys ?? Object.keys(served.ruleset.flags);
    const keys = maySeeSensitive(actor) ? asked : asked.filter((key) => !served.sensitive.has(key));
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
    const subject = await this.subjectOf({ tenantSlug, environment, context }, actor, '/tenant');
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

  /** What each lane says, for any context: against the live ruleset, or with a change applied. */
  async explain({ key, change, ...question }: ExplainDto, actor: Actor): Promise<ExplainResponse> {
    const subject = await this.subjectOf(question, actor, '/tenantSlug');
    const { environment, tenant, context } = subject;
    refuseSensitive(key, subject.served, actor);
    const compiled =
      change === undefined
        ? subject.compiled
        : compile(await this.changes.preview(change, actor, environment));
    const trace: LaneAccount[] = [];
    const result = compiled.evaluate(key, context, { now: Date.now(), trace });
    if (result.value === undefined) throw noFlag(key);
    return { key, environment, tenant: tenant?.context.slug ?? null, result, trace };
  }

  private async subjectOf(question: Question, actor: Actor, pointer: string): Promise<Subject> {
    const asked = this.askedBy(actor, question, pointer);
    const { environment, tenantSlug, targetingKey } = asked;
    const served = this.rulesets.in(environment);
    const cached = tenantSlug === undefined || this.tenants.has(tenantSlug);
    const tenant = tenantSlug === undefined ? null : await this.tenants.get(tenantSlug);
    if (tenantSlug !== undefined && tenant === null) throw noTenant(tenantSlug);
    const { targetingKey: _, ...attributes } = question.context ?? {};
    return {
      environment,
      served,
      compiled: tenant?.compiled(served) ?? served.compiled,
      version: tenant?.versionIn(served) ?? served.ruleset.version,
      tenant,
      cached,
      context: {
        ...(targetingKey !== undefined && { targetingKey }),
        ...(tenant && { tenant: tenant.context }),
        attributes: { ...attributes, ...tenant?.attributes },
      },
    };
  }

  private askedBy(actor: Actor, question: Question, pointer: string): Asked {
    if (actor.key !== null) return asKey(question, actor, actor.key);
    return actor.tenant === null
      ? this.asOperator(question, actor)
      : this.asUser(question, actor, pointer);
  }

  /** Someone of ours may ask for any tenant, in any environment, as anyone. */
  private asOperator({ environment, tenantSlug, context }: Question, actor: Actor): Asked {
    if (!permissionsOf(actor).has('feature_flag:evaluate')) {
      throw new DomainError('permission_denied', {
        detail: 'It takes the permission feature_flag:evaluate',
      });
    }
    const targetingKey = context?.['targetingKey'] as string | undefined;
    return {
      environment: environment ?? this.env.HALYARD_DEFAULT_ENVIRONMENT,
      tenantSlug,
      targetingKey,
    };
  }

  /** A tenant's own user asks for themselves: who they are comes from the token alone. */
  private asUser(
    { environment, tenantSlug, context }: Question,
    actor: Actor,
    pointer: string,
  ): Asked {
    const own = this.env.HALYARD_DEFAULT_ENVIRONMENT;
    const targetingKey = context?.['targetingKey'];
    const errors = [
      ...(tenantSlug === undefined
        ? []
        : [{ pointer, message: 'comes from your token; leave it out' }]),
      ...(environment === undefined || environment === own
        ? []
        : [{ pointer: '/environment', message: 'is chosen for you; leave it out' }]),
      ...(targetingKey === undefined || targetingKey === actor.sub
        ? []
        : [{ pointer: '/context/targetingKey', message: 'comes from your token; leave it out' }]),
    ];
    if (errors.length > 0) throw new DomainError('validation_error', { errors });
    return { environment: own, tenantSlug: actor.tenant ?? undefined, targetingKey: actor.sub };
  }
}

/** An application asks in its key's environment, as anyone; a tenant's key for that tenant alone. */
function asKey(
  { environment, tenantSlug, context }: Question,
  { tenant }: Actor,
  key: KeyGrant,
): Asked {
  if (environment !== undefined && environment !== key.environment) {
    const message = 'is the key’s own; leave it out';
    throw new DomainError('validation_error', { errors: [{ pointer: '/environment', message }] });
  }
  if (tenant !== null && tenantSlug !== undefined && tenantSlug !== tenant) {
    throw noTenant(tenantSlug);
  }
  return {
    environment: key.environment,
    tenantSlug: tenant ?? tenantSlug,
    targetingKey: context?.['targetingKey'] as string | undefined,
  };
}

function callOf({ environment, version, context }: Subject): EvaluationCall {
  const { targetingKey } = context;
  return { environment, version, ...(targetingKey !== undefined && { targetingKey }) };
}

/** No difference between a flag that is not there and one that is not for the caller. */
function refuseSensitive(key: string, { sensitive }: Served, actor: Actor): void {
  if (sensitive.has(key) && !maySeeSensitive(actor)) throw noFlag(key);
}
