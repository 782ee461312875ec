import { Injectable } from '@nestjs/common';
import type {
  Change,
  EnvironmentChange,
  EnvironmentResponse,
  FeatureRequestChange,
  FeatureRequestResponse,
  FlagChange,
  FlagResponse,
  KillSwitchChange,
  KillSwitchListResponse,
  MemberChange,
  MemberResponse,
  OverrideChange,
  OverrideResponse,
  ProblemCode,
  SdkKeyChange,
  SdkKeyResponse,
  SegmentChange,
  SegmentResponse,
  TenantChange,
  TenantResponse,
} from '@halyard/contracts';
import { check } from '@halyard/evaluator';
import type { Issue, JsonValue, Ruleset } from '@halyard/evaluator';
import pLimit from 'p-limit';
import type { Actor } from '../access/actor.ts';
import { Clearance } from '../approvals/clearance.service.ts';
import { AuditService } from '../audit/audit.service.ts';
import { DomainError } from '../common/domain-error.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { EnvironmentsService } from '../environments/environments.service.ts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import { OverridesService } from '../overrides/overrides.service.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { tellVersions, underUpdateSpan } from '../telemetry/update-span.ts';
import { admit } from './admit.ts';
import { gate } from './gate.ts';
import { ImpactService } from './impact.service.ts';
import type { Step } from './gate.ts';
import { isNothing } from './plan.ts';
import type { Plan, Stamp, Versions } from './plan.ts';
import { reachOf } from './reach.ts';
import { refuseUnmet, withPrerequisites } from './prerequisites.ts';
import { Writers } from './writers.service.ts';

/** What the caller of each kind of change is answered. */
export type AnswerOf<C extends Change> = C extends FlagChange
  ? FlagResponse
  : C extends OverrideChange
    ? OverrideResponse
    : C extends SegmentChange
      ? SegmentResponse
      : C extends KillSwitchChange
        ? KillSwitchListResponse
        : C extends TenantChange
          ? TenantResponse
          : C extends EnvironmentChange
            ? EnvironmentResponse
            : C extends MemberChange
              ? MemberResponse
              : C extends SdkKeyChange
                ? SdkKeyResponse
                : C extends FeatureRequestChange
                  ? FeatureRequestResponse
                  : never;

/** A change thought through: what it comes to, and why it needs approval, if it does. */
export interface Draft {
  readonly plan: Plan;
  readonly steps: readonly Step[];
  readonly reasons: readonly string[];
  /** It would have needed approval, and does not wait for it: it ends in off. */
  readonly breakGlass: boolean;
}

/**
 * The one door for writes. Every change goes through the same stages: admit (is it whole, and may they?); then, in one
 * transaction, plan it, bump the versions of what it touches, validate (a dry run on the next
 * rulesets), gate (does it need approval, and has it?), save, and append the audit entry.
 */
@Injectable()
export class ChangesService {
  /** Writes conflict over their environment's version anyway; taking turns spares the retries. */
  private readonly turn = pLimit(1);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly environments: EnvironmentsService,
    private readonly tenants: TenantsService,
    private readonly overrides: OverridesService,
    private readonly audit: AuditService,
    private readonly rulesets: RulesetStore,
    private readonly writers: Writers,
    private readonly clearance: Clearance,
    private readonly impacts: ImpactService,
  ) {}

  /**
   * Makes a change, and answers once this replica serves it.
   * @throws DomainError saying what is wrong with it, or that it needs approval; nothing is changed
   * and nothing audited then.
   */
  submit<C extends Change>(change: C, actor: Actor): Promise<AnswerOf<C>> {
    return underUpdateSpan(change, async (span) => {
      admit(change, actor);
      const stamp: Stamp = { actor, at: new Date() };
      const { plan, versions } = await this.turn(() =>
        this.unitOfWork.run(() => this.apply(change, stamp)),
      );
      tellVersions(span, versions);
      await Promise.all([this.rulesets.caughtUp(versions), plan.inForce?.()]);
      return plan.response as AnswerOf<C>;
    });
  }

  /** Thinks a change through and makes nothing. @throws as `submit`, but for the approval. */
  async draft(change: Change, actor: Actor): Promise<Draft> {
    admit(change, actor);
    const stamp: Stamp = { actor, at: new Date() };
    return this.considered(await this.writers.plan(change, stamp), stamp);
  }

  private async apply(change: Change, stamp: Stamp): Promise<{ plan: Plan; versions: Versions }> {
    const plan = await this.writers.plan(change, stamp);
    if (isNothing(plan)) return { plan, versions: {} };
    const versions = await this.environments.bump(plan.environments);
    // The bump took the environments' turn: once this replica has what came before, it is current.
    await this.rulesets.caughtUp(previous(versions));
    const { steps, reasons, breakGlass } = await this.considered(plan, stamp);
    const approvalRef = await this.clearance.clear(change, plan, reasons, stamp, () =>
      this.impacts.made({ plan, steps }),
    );
    await plan.save(versions);
    const touches = await this.note(plan, steps, versions);
    await this.audit.append(
      {
        ...plan.about,
        action: change.action,
        actor: stamp.actor.sub,
        actorName: stamp.actor.name,
        before: plan.before,
        after: plan.after,
        rationale: rationaleOf(change),
        approvalRef,
        breakGlass: breakGlass && change.action !== 'override.expire',
        requestId: stamp.actor.requestId,
        ts: stamp.at.toISOString(),
        versions,
        touches,
      },
      streamOf(plan),
    );
    return { plan, versions };
  }

  /** Moves the versions of those whose answers it alters, and of nobody else. */
  private async note(
    plan: Plan,
    steps: readonly Step[],
    versions: Versions,
  ): Promise<readonly string[] | null> {
    if (steps.length === 0) return [];
    const touches = await this.touchedBy(plan, steps);
    if (touches === null) await this.environments.share(versions);
    else await this.tenants.noteVersions(touches, versions);
    return touches;
  }

  private async touchedBy(plan: Plan, steps: readonly Step[]): Promise<readonly string[] | null> {
    const { tenant } = plan.about;
    if (tenant !== null) return [tenant];
    // No ruleset says which flags are sensitive, and bulk answers leave them out.
    if (isSensitive(plan.before) !== isSensitive(plan.after)) return null;
    return reachOf(steps, () => this.tenants.projected());
  }

  private async considered(plan: Plan, stamp: Stamp): Promise<Draft> {
    const steps = await Promise.all(plan.environments.map((key) => this.step(plan, key, stamp)));
    for (const step of steps) {
      dryRun(plan, step.after);
      if (!plan.isSafe) refuseUnmet(plan.flags, step);
    }
    const isProtected = await this.environments.protection();
    const reasons = gate(plan.policy, steps, isProtected);
    if (!plan.isSafe) return { plan, steps, reasons, breakGlass: false };
    return { plan, steps, reasons: [], breakGlass: reasons.length > 0 };
  }

  /** The ruleset before and after, with everyone's live overrides of the flags that it touches. */
  private async step(plan: Plan, environment: string, { at }: Stamp): Promise<Step> {
    const { ruleset } = this.rulesets.in(environment);
    const flags = withPrerequisites(plan.next(ruleset), plan.flags);
    const overrides = await this.overrides.liveOf(environment, flags, at);
    const before = { ...ruleset, overrides };
    return { before, after: plan.next(before) };
  }
}

/** Nothing is saved that the engine would refuse, or that could never make sense. */
function dryRun(plan: Plan, ruleset: Ruleset): void {
  const only = plan.flags.filter((key) => ruleset.flags[key] !== undefined);
  const errors = check(ruleset, { only }).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw invalid(plan, ruleset.environment, errors);
}

function invalid(plan: Plan, environment: string, issues: readonly Issue[]): DomainError {
  const cycle = issues.find(({ code }) => code === 'prerequisite_cycle');
  const code: ProblemCode = cycle === undefined ? 'validation_error' : 'prerequisite_cycle';
  return new DomainError(code, {
    ...(cycle && { detail: cycle.message }),
    errors: issues.map(({ pointer, message }) => ({
      pointer: plan.locate(environment, pointer),
      message,
    })),
  });
}

function isSensitive(state: JsonValue): boolean {
  return typeof state === 'object' && state !== null && Reflect.get(state, 'sensitive') === true;
}

/** What is a tenant's own is told in the tenant's stream; a tenant's plan is the platform's business. */
function streamOf({ about }: Plan): string | undefined {
  const isTheirs = ['override', 'member', 'sdk_key', 'feature_request'].includes(about.source);
  return isTheirs ? (about.tenant ?? undefined) : undefined;
}

function previous(versions: Versions): Versions {
  return Object.fromEntries(Object.entries(versions).map(([key, version]) => [key, version - 1]));
}

function rationaleOf(change: Change): string | null {
  if ('reason' in change) return change.reason;
  return 'rationale' in change ? (change.rationale ?? null) : null;
}
