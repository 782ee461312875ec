import { Injectable } from '@nestjs/common';
import { LIMITS } from '@halyard/contracts';
import type {
  Change,
  ChangePreviewResponse,
  TenantImpactResponse,
  UserImpactResponse,
} from '@halyard/contracts';
import type { JsonValue } from '@halyard/evaluator';
import { setImmediate } from 'node:timers/promises';
import { maySeeSensitive } from '../access/actor.ts';
import type { Actor } from '../access/actor.ts';
import { isInScope, scopeOf } from '../access/tenant-scope.ts';
import { differencesOf } from '../audit/differences.ts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import { OverridesService } from '../overrides/overrides.service.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { ChangesService } from './changes.service.ts';
import type { Draft } from './changes.service.ts';
import type { Step } from './gate.ts';
import { concernedFlags, outcomesOf, toImpactTenant, userImpactOf } from './impact.ts';
import type { ImpactTenant } from './impact.ts';
import { withPrerequisites } from './prerequisites.ts';
import { Reach } from './reached.ts';

/** Tenants that are evaluated in one go. */
const AT_ONCE = 100;

type TenantPair = readonly [before: ImpactTenant, after: ImpactTenant];

/** Says what a change would do, before it is made: to the flag, at the gate, and to each tenant. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly changes: ChangesService,
    private readonly rulesets: RulesetStore,
    private readonly overrides: OverridesService,
    private readonly tenants: TenantsService,
  ) {}

  /**
   * What the change would do if its author made it, as far as its reader may see.
   * @throws DomainError as making the change would, but for the approval.
   */
  async preview(change: Change, author: Actor, reader = author): Promise<ChangePreviewResponse> {
    const draft = await this.changes.draft(change, author);
    const { plan, reasons, breakGlass } = draft;
    const pairs = await this.tenantsFor(draft, reader);
    const { impact, reach, withheld } = await this.impactOn(draft, pairs, reader);
    return {
      gate: { approvalRequired: reasons.length > 0, reasons, breakGlass },
      before: plan.before,
      after: plan.after,
      differences: differencesOf(plan.before, plan.after),
      tenants: pairs.length,
      impact: impact.slice(0, LIMITS.previewedTenants),
      impacted: impact.length,
      reach,
      users: this.usersImpact(draft, pairs, withheld),
      withheld,
    };
  }

  /** Those whom a segment gains or loses by name: what no tenant's own answer shows. */
  private usersImpact(
    { steps, plan }: Draft,
    pairs: readonly TenantPair[],
    withheld: readonly string[],
  ): UserImpactResponse[] {
    const users = membersChanged(plan).slice(0, LIMITS.previewedUsers);
    const tenants = pairs.slice(0, AT_ONCE).map(([before]) => before);
    return steps.flatMap((step) => {
      const { environment } = step.after;
      const flags = concernedFlags(step, plan.flags).filter((key) => !withheld.includes(key));
      const found = userImpactOf(step, flags, tenants, users, Date.now());
      return [...found].map((one) => ({ ...one, environment }));
    });
  }

  private async impactOn(
    { steps, plan }: Draft,
    pairs: readonly TenantPair[],
    actor: Actor,
  ): Promise<
    Pick<ChangePreviewResponse, 'reach' | 'withheld'> & { impact: TenantImpactResponse[] }
  > {
    const withheld = new Set<string>();
    const reach = new Reach(plan.flags);
    const impact: TenantImpactResponse[] = [];
    const isTenants = plan.about.source === 'tenant';
    for (const step of steps) {
      const { environment } = step.after;
      const { sensitive } = this.rulesets.in(environment);
      const concerned = isTenants
        ? Object.keys(step.after.flags)
        : concernedFlags(step, plan.flags);
      const hidden = maySeeSensitive(actor) ? [] : concerned.filter((key) => sensitive.has(key));
      for (const key of hidden) withheld.add(key);
      const flags = concerned.filter((key) => !hidden.includes(key));
      const whole = await this.withOverrides(step, flags, plan.next);
      for (let from = 0; from < pairs.length; from += AT_ONCE) {
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
    return { impact, reach: reach.all, withheld: [...withheld].sort() };
  }

  /** The step with everyone's overrides of all that it concerns. */
  private async withOverrides(
    { before: { environment } }: Step,
    flags: readonly string[],
    next: Draft['plan']['next'],
  ): Promise<Step> {
    const { ruleset } = this.rulesets.in(environment);
    const needed = withPrerequisites(next(ruleset), flags);
    const before = {
      ...ruleset,
      overrides: await this.overrides.liveOf(environment, needed, new Date()),
    };
    return { before, after: next(before) };
  }

  /** The tenants that the actor may look at; one that is changed itself as it is and as it would be. */
  private async tenantsFor({ plan }: Draft, actor: Actor): Promise<TenantPair[]> {
    const scope = scopeOf(actor, 'feature_flag:read');
    const all = (await this.tenants.allActive()).filter(({ slug }) => isInScope(scope, slug));
    const { source, tenant } = plan.about;
    const pairs = all.map((one): TenantPair => [toImpactTenant(one), toImpactTenant(one)]);
    if (source !== 'tenant') return pairs;
    return pairs
      .filter(([{ slug }]) => slug === tenant)
      .map(([before]) => [before, { ...before, ...recordIn(plan.after) }]);
  }
}

/** The targeting keys that a segment's lists have on one side of the change alone. */
function membersChanged({ about, before, after }: Draft['plan']): string[] {
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

/** What a tenant's record would say. */
function recordIn(after: JsonValue): Partial<ImpactTenant> {
  const { name, plan, partnerSlug, attributes } = after as unknown as ImpactTenant;
  return { name, plan, partnerSlug, attributes };
}
