import { compile } from '@halyard/evaluator';
import type {
  CompiledRuleset,
  EvaluationContext,
  JsonValue,
  ProjectedTenant,
  Ruleset,
} from '@halyard/evaluator';
import type { Impact, OutcomeResponse } from '@halyard/contracts';
import { attributesOf } from '../tenants/tenant.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { isKilled } from './gate.ts';
import type { Step } from './gate.ts';
import { changedFlags } from './reach.ts';

/** A tenant as evaluations know it, by its name too. */
export interface ImpactTenant extends ProjectedTenant {
  readonly name: string;
  readonly attributes: Readonly<Record<string, JsonValue>>;
}

export function toImpactTenant(tenant: Tenant): ImpactTenant {
  const { slug, name, plan, partnerSlug } = tenant;
  return { slug, name, plan, partnerSlug, attributes: attributesOf(tenant) };
}

/** What a flag is for a tenant before and after. */
export interface TenantOutcome {
  readonly flag: string;
  readonly tenant: ImpactTenant;
  /** Null where it is the same. */
  readonly impact: Impact | null;
  readonly before: OutcomeResponse;
  readonly after: OutcomeResponse;
  /** Whether the tenant had it, and has it: another variant than the off one. */
  readonly had: boolean;
  readonly has: boolean;
}

const NO_OUTCOME: OutcomeResponse = {
  value: null,
  variant: null,
  source: null,
  reason: null,
  ruleId: null,
  usersPct: null,
};

/** A rollout by user is no tenant's answer: this many of its users stand for them. */
const SAMPLE = Array.from({ length: 100 }, (_, index) => `sample-${index}`);

/** The flags whose answers a step may alter: those named, changed or killed by it, and those that require them. */
export function concernedFlags({ before, after }: Step, named: readonly string[]): string[] {
  const flags = { ...before.flags, ...after.flags };
  const changed = new Set([...named, ...changedFlags(before, after)]);
  for (const [key, flag] of Object.entries(flags)) {
    if (isKilled(before, flag) !== isKilled(after, flag)) changed.add(key);
  }
  const requiresChanged = (key: string) =>
    (after.flags[key]?.prerequisites ?? []).some(({ flag }) => changed.has(flag));
  for (let size = -1; size !== changed.size;) {
    size = changed.size;
    for (const key of Object.keys(flags)) if (requiresChanged(key)) changed.add(key);
  }
  return [...changed].sort();
}

/** For every tenant, what some flags are before and after a step; `now` in milliseconds since the epoch. */
export function* outcomesOf(
  step: Step,
  flags: readonly string[],
  tenants: Iterable<readonly [before: ImpactTenant | null, after: ImpactTenant | null]>,
  now: number,
): Generator<TenantOutcome> {
  const [was, is] = [step.before, step.after].map((ruleset) => new Sight(ruleset, now)) as [
    Sight,
    Sight,
  ];
  for (const [tenantBefore, tenantAfter] of tenants) {
    const tenant = tenantAfter ?? tenantBefore;
    if (tenant === null) continue;
    // One that is not there gets what is off: the application's own default.
    const isThroughout = tenantBefore !== null && tenantAfter !== null;
    for (const flag of flags) {
      const before = tenantBefore === null ? NO_OUTCOME : was.outcome(flag, tenantBefore);
      const after = tenantAfter === null ? NO_OUTCOME : is.outcome(flag, tenantAfter);
      const [had, has] = [!was.isOff(flag, before), !is.isOff(flag, after)];
      const isUnmoved = isThroughout ? isSame(before, after) : had === has;
      const impact = isUnmoved ? null : impactFrom(before, after, had, has);
      yield { flag, tenant, impact, before, after, had, has };
    }
  }
}

/** What a flag is for a user before and after, in the first tenant where it is not the same. */
export interface UserImpact {
  readonly flag: string;
  readonly user: string;
  readonly impact: Impact;
}

/** For every user named, what some flags are before and after a step: whose user it is, nobody knows. */
export function* userImpactOf(
  step: Step,
  flags: readonly string[],
  tenants: readonly ImpactTenant[],
  users: readonly string[],
  now: number,
): Generator<UserImpact> {
  const [was, is] = [new Sight(step.before, now), new Sight(step.after, now)];
  for (const user of users) {
    for (const flag of flags) {
      for (const tenant of tenants) {
        const [before, after] = [was.forUser(flag, tenant, user), is.forUser(flag, tenant, user)];
        if (isSame(before, after)) continue;
        const [had, has] = [!was.isOff(flag, before), !is.isOff(flag, after)];
        yield { flag, user, impact: impactFrom(before, after, had, has) };
        break;
      }
    }
  }
}

/** A ruleset, and what tenants see in it. */
export class Sight {
  private readonly compiled: CompiledRuleset;
  /** Flags and tenants of overrides that are for a share of the users. */
  private readonly shared: ReadonlySet<string>;

  constructor(
    private readonly ruleset: Ruleset,
    private readonly now: number,
  ) {
    this.compiled = compile(ruleset);
    const partial = ruleset.overrides.filter(({ percentage }) => percentage !== null);
    this.shared = new Set(partial.map(({ flag, tenant }) => `${flag} ${tenant}`));
  }

  outcome(flag: string, tenant: ImpactTenant): OutcomeResponse {
    const context: EvaluationContext = { tenant, attributes: tenant.attributes };
    const answer = this.ask(flag, context);
    const { value = null, variant = null, source = null, reason = null, ruleId = null } = answer;
    const isShared = this.shared.has(`${flag} ${tenant.slug}`) || this.dependsOnUser(flag);
    const users = isShared ? this.share(flag, context) : null;
    return { value, variant, source, reason, ruleId, usersPct: users };
  }

  forUser(flag: string, tenant: ImpactTenant, targetingKey: string): OutcomeResponse {
    const context: EvaluationContext = { tenant, attributes: tenant.attributes, targetingKey };
    const answer = this.ask(flag, context);
    const { value = null, variant = null, source = null, reason = null, ruleId = null } = answer;
    return { value, variant, source, reason, ruleId, usersPct: null };
  }

  /** Whether it comes to the off variant for all of a tenant. */
  isOff(flag: string, { variant, usersPct }: OutcomeResponse): boolean {
    if (usersPct !== null) return usersPct === 0;
    return variant === null || variant === this.ruleset.flags[flag]?.offVariant;
  }

  private ask(flag: string, context: EvaluationContext) {
    return this.compiled.evaluate(flag, context, { now: this.now });
  }

  private dependsOnUser(flag: string): boolean {
    const definition = this.ruleset.flags[flag];
    if (definition === undefined || !['targeted', 'rollout'].includes(definition.state))
      return false;
    const { state, rollout, rules } = definition;
    const buckets = [
      ...(state === 'rollout' ? [rollout] : []),
      ...rules.map((rule) => rule.rollout),
    ];
    return buckets.some((bucket) => bucket !== undefined && bucket.bucketBy !== 'tenant');
  }

  private share(flag: string, context: EvaluationContext): number {
    const off = this.ruleset.flags[flag]?.offVariant;
    const served = SAMPLE.filter(
      (targetingKey) => this.ask(flag, { ...context, targetingKey }).variant !== off,
    );
    return (served.length / SAMPLE.length) * 100;
  }
}

/** Another lane that gives the same is no other answer. */
function isSame(before: OutcomeResponse, after: OutcomeResponse): boolean {
  const told = ({ value, variant, usersPct }: OutcomeResponse) =>
    JSON.stringify([value, variant, usersPct]);
  return told(before) === told(after);
}

function impactFrom(
  before: OutcomeResponse,
  after: OutcomeResponse,
  had: boolean,
  has: boolean,
): Impact {
  if (had !== has) return has ? 'gains' : 'loses';
  const [was, is] = [before.usersPct, after.usersPct];
  if (was === null || is === null || was === is) return 'changes';
  return is > was ? 'gains' : 'loses';
}
