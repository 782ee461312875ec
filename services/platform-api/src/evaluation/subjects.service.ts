import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRuleset, EvaluationContext, JsonValue } from '@halyard/evaluator';
import { permissionsOf } from '../access/actor.ts';
import type { Actor, KeyGrant } from '../access/actor.ts';
import { isInScope, scopeOf } from '../access/tenant-scope.ts';
import { DomainError } from '../common/domain-error.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { noTenant } from '../tenants/tenant.ts';
import { RulesetStore } from './ruleset.store.ts';
import type { Served } from './ruleset.store.ts';
import { TenantCache } from './tenant.cache.ts';
import type { KnownTenant } from './tenant.cache.ts';

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
export interface Subject {
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

/** Works out for whom and where a question is, as far as the caller may ask. */
@Injectable()
export class Subjects {
  constructor(
    private readonly rulesets: RulesetStore,
    private readonly tenants: TenantCache,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** `pointer` is where the question names its tenant. */
  of(question: Question, actor: Actor, pointer: string): Promise<Subject> {
    return this.subject(this.askedBy(actor, question, pointer), question);
  }

  /**
   * One tenant, as those look at it who may read it: it takes no permission to evaluate.
   * @throws DomainError `not_found`, the same for a tenant that is not there and one that is not theirs.
   */
  async ofReadable(question: Question & { tenantSlug: string }, actor: Actor): Promise<Subject> {
    const isTheirs = isInScope(scopeOf(actor, 'feature_flag:read'), question.tenantSlug);
    if (!isTheirs) throw noTenant(question.tenantSlug);
    return this.subject(this.asAnyone(question), question);
  }

  private async subject(
    { environment, tenantSlug, targetingKey }: Asked,
    question: Question,
  ): Promise<Subject> {
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
  private asOperator(question: Question, actor: Actor): Asked {
    if (!permissionsOf(actor).has('feature_flag:evaluate')) {
      throw new DomainError('permission_denied', {
        detail: 'It takes the permission feature_flag:evaluate',
      });
    }
    return this.asAnyone(question);
  }

  private asAnyone({ environment, tenantSlug, context }: Question): Asked {
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
