import { Injectable } from '@nestjs/common';
import { LIMITS } from '@halyard/contracts';
import type { TenantImpactResponse, TenantResponse, UserImpactResponse } from '@halyard/contracts';
import type { JsonValue } from '@halyard/evaluator';
import { setImmediate } from 'node:timers/promises';
import { ALL_TENANTS, isInScope } from '../access/tenant-scope.ts';
import type { TenantScope } from '../access/tenant-scope.ts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import { OverridesService } from '../overrides/overrides.service.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import type { Step } from './gate.ts';
import { concernedFlags, outcomesOf, toImpactTenant, userImpactOf } from './impact.ts';
import type { ImpactTenant } from './impact.ts';
import { madeImpact } from './made.ts';
import type { MadeImpact, WorkedOut } from './made.ts';
import type { Plan } from './plan.ts';
import { withPrerequisites } from './prerequisites.ts';
import { Reach } from './reached.ts';

/** Tenants that are evaluated in one go. */
const AT_ONCE = 100;
/** A transaction stays open meanwhile, and other writes wait. */
const MADE_WITHIN_MS = 1_000;

/** Null where there is no such tenant, or it is archived. */
type TenantPair = readonly [before: ImpactTenant | null, after: ImpactTenant | null];

/** A change thought through. */
interface Thought {
  readonly plan: Plan;
  readonly steps: readonly Step[];
}

/** How far one looks. */
interface Look {
  readonly scope: TenantScope;
  /** Whether sensitive flags are looked at too. */
  readonly sensitive: boolean;
  /** Milliseconds since the epoch. */
  readonly until?: number;
}

/** It is not done in time. */
class TookTooLong extends Error {}

/** Works out whom a change reaches: every tenant's answers, before and after. */
@Injectable()
export class ImpactService {
  constructor(
    private readonly rulesets: RulesetStore,
    private readonly overrides: OverridesService,
    private readonly tenants: TenantsService,
  ) {}

  /**
   * Whom a change reaches that is being made, to be kept with its request. Nothing where that takes too
   * long: a change waits for its approvals, and for nothing else.
   */
  async made(thought: Thought): Promise<MadeImpact | undefined> {
    const until = Date.now() + MADE_WITHIN_MS;
    try {
      return madeImpact(
        await this.workOut(thought, { scope: ALL_TENANTS, sensitive: true, until }),
      );
    } catch (error) {
      if (error instanceof TookTooLong) return undefined;
      throw error;
    }
  }

  async workOut(thought: Thought, look: Look): Promise<WorkedOut> {
    const pairs = await this.tenantsFor(thought, look.scope);
    const sensitive = new Set<string>();
    const reach = new Reach(thought.plan.flags);
    const impact: TenantImpactResponse[] = [];
    for (const step of thought.steps) {
      const { environment } = step.after;
      const concerned = concernedBy(thought, step);
      const kept = this.sensitiveAmong(concerned, environment);
      for (const key of kept) sensitive.add(key);
      const flags = look.sensitive ? concerned : concerned.filter((key) => !kept.includes(key));
      const whole = await this.withOverrides(step, flags, thought.plan.next);
      for (let from = 0; from < pairs.length; from += AT_ONCE) {
        if (look.until !== undefined && Date.now() > look.until) throw new TookTooLong();
        const some = pairs.slice(from, from + AT_ONCE);
        for (const outcome of outcomesOf(whole, flags, some, Date.now())) {
          reach.count(environment, outcome);
          const { flag, impact: kind, before, after } = outcome;
          if (kind === null) continue;
          const { slug: tenant, name } = outcome.tenant;
          impact.push({ environment, flag, tenant, name, impact: kind, before, after });
        }
        // Evaluations for applications go first.
        await setImmediate();
      }
    }
    const hidden = look.sensitive ? new Set<string>() : sensitive;
    return {
      tenants: pairs.length,
      impact,
      reach: reach.all,
      users: usersImpact(thought, pairs, hidden),
      sensitive: [...sensitive].sort(),
    };
  }

  private sensitiveAmong(flags: readonly string[], environment: string): string[] {
    const { sensitive } = this.rulesets.in(environment);
    return flags.filter((key) => sensitive.has(key));
  }

  /** The step with everyone's overrides of all that it concerns. */
  private async withOverrides(
    { before: { environment } }: Step,
    flags: readonly string[],
    next: Plan['next'],
  ): Promise<Step> {
    const { ruleset } = this.rulesets.in(environment);
    const needed = withPrerequisites(next(ruleset), flags);
    const before = {
      ...ruleset,
      overrides: await this.overrides.liveOf(environment, needed, new Date()),
    };
    return { before, after: next(before) };
  }

  /** The tenants to look at; one that is changed itself as it is and as it would be. */
  private async tenantsFor({ plan }: Thought, scope: TenantScope): Promise<TenantPair[]> {
    const { source, tenant } = plan.about;
    if (source === 'tenant') {
      const pair = [activeIn(plan.before), activeIn(plan.after)] as const;
      const isSeen = tenant !== null && isInScope(scope, tenant);
      return isSeen && pair.some((side) => side !== null) ? [pair] : [];
    }
    const all = (await this.tenants.allActive()).filter(({ slug }) => isInScope(scope, slug));
    return all.map((one): TenantPair => [toImpactTenant(one), toImpactTenant(one)]);
  }
}

/** A tenant that is changed itself may get another answer of any flag. */
function concernedBy({ plan }: Thought, step: Step): string[] {
  const isTenants = plan.about.source === 'tenant';
  return isTenants ? Object.keys(step.after.flags) : concernedFlags(step, plan.flags);
}

/** Those whom a segment gains or loses by name: what no tenant's own answer shows. */
function usersImpact(
  { steps, plan }: Thought,
  pairs: readonly TenantPair[],
  hidden: ReadonlySet<string>,
): UserImpactResponse[] {
  const users = membersChanged(plan).slice(0, LIMITS.previewedUsers);
  const tenants = pairs.slice(0, AT_ONCE).flatMap(([before]) => before ?? []);
  return steps.flatMap((step) => {
    const { environment } = step.after;
    const flags = concernedFlags(step, plan.flags).filter((key) => !hidden.has(key));
    const found = userImpactOf(step, flags, tenants, users, Date.now());
    return [...found].map((one) => ({ ...one, environment }));
  });
}

/** The targeting keys that a segment's lists have on one side of the change alone. */
function membersChanged({ about, before, after }: Plan): string[] {
  if (about.source !== 'segment') return [];
  const lists = [before, after].flatMap((side) => {
    const { included = [], excluded = [] } = (side as SegmentSide | null)?.onlyHere ?? {};
    return [...included, ...excluded];
  });
  return [...new Set(lists)];
}

/** As a segment's plan says what changes of its lists. */
interface SegmentSide {
  readonly onlyHere?: {
    readonly included?: readonly string[];
    readonly excluded?: readonly string[];
  };
}

/** A tenant's record as a plan has it, where evaluations would know it. */
function activeIn(side: JsonValue): ImpactTenant | null {
  if (side === null) return null;
  const { status, ...tenant } = side as unknown as TenantResponse;
  return status === 'active' ? tenant : null;
}
