import { Injectable } from '@nestjs/common';
import { CHANGES } from '@halyard/contracts';
import type {
  Change,
  EnvironmentChange,
  EnvironmentResponse,
  FlagChange,
  FlagResponse,
  ProblemCode,
  TenantChange,
  TenantResponse,
} from '@halyard/contracts';
import { check } from '@halyard/evaluator';
import type { Issue, Ruleset } from '@halyard/evaluator';
import pLimit from 'p-limit';
import { permissionsOf } from '../access/actor.ts';
import type { Actor } from '../access/actor.ts';
import { AuditService } from '../audit/audit.service.ts';
import { DomainError } from '../common/domain-error.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { EnvironmentsService } from '../environments/environments.service.ts';
import { EnvironmentsWriter } from '../environments/environments.writer.ts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import { FlagsWriter } from '../flags/flags.writer.ts';
import { TenantsWriter } from '../tenants/tenants.writer.ts';
import type { Plan, Stamp } from './plan.ts';

/** What the caller of each kind of change is answered. */
export type AnswerOf<C extends Change> = C extends FlagChange
  ? FlagResponse
  : C extends TenantChange
    ? TenantResponse
    : C extends EnvironmentChange
      ? EnvironmentResponse
      : never;

type Versions = Readonly<Record<string, number>>;

/**
 * The one door for writes. Every change goes through the same stages: authorize; then, in one
 * transaction, plan it, bump the versions of what it touches, validate (a dry run on the next
 * ruleset), gate (does it need an approval?), save, and append the audit entry.
 */
@Injectable()
export class ChangesService {
  /** Writes conflict over their environment's version anyway; taking turns spares the retries. */
  private readonly turn = pLimit(1);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly environments: EnvironmentsService,
    private readonly audit: AuditService,
    private readonly rulesets: RulesetStore,
    private readonly flagsWriter: FlagsWriter,
    private readonly tenantsWriter: TenantsWriter,
    private readonly environmentsWriter: EnvironmentsWriter,
  ) {}

  /**
   * Makes a change, and answers once this replica serves it.
   * @throws DomainError saying what is wrong with it; nothing is changed and nothing audited then.
   */
  async submit<C extends Change>(change: C, actor: Actor): Promise<AnswerOf<C>> {
    authorize(change, actor);
    const stamp: Stamp = { actor, at: new Date() };
    const { plan, versions } = await this.turn(() =>
      this.unitOfWork.run(() => this.apply(change, stamp)),
    );
    await this.rulesets.caughtUp(versions);
    return plan.response as AnswerOf<C>;
  }

  /** The ruleset that an environment would have with the change made. Nothing is saved. */
  async preview(change: Change, actor: Actor, environment: string): Promise<Ruleset> {
    authorize(change, actor);
    const plan = await this.plan(change, { actor, at: new Date() });
    this.dryRun(plan);
    const ruleset = this.rulesets.in(environment).ruleset;
    return plan.environments.includes(environment) ? plan.next(ruleset) : ruleset;
  }

  private async apply(change: Change, stamp: Stamp): Promise<{ plan: Plan; versions: Versions }> {
    const plan = await this.plan(change, stamp);
    if (isNothing(plan)) return { plan, versions: {} };
    const shared = plan.about.tenant === null;
    const versions = await this.environments.bump(plan.environments, shared);
    // The bump took the environments' turn: once this replica has what came before, it is current.
    await this.rulesets.caughtUp(previous(versions));
    this.dryRun(plan);
    await plan.save(versions);
    await this.audit.append({
      ...plan.about,
      action: change.action,
      actor: stamp.actor.sub,
      actorName: stamp.actor.name,
      before: plan.before,
      after: plan.after,
      rationale: rationaleOf(change),
      requestId: stamp.actor.requestId,
      ts: stamp.at.toISOString(),
      versions,
    });
    return { plan, versions };
  }

  private plan(change: Change, stamp: Stamp): Promise<Plan> {
    switch (change.action) {
      case 'tenant.create':
      case 'tenant.update':
        return this.tenantsWriter.plan(change, stamp);
      case 'environment.create':
      case 'environment.update':
        return this.environmentsWriter.plan(change, stamp);
      default:
        return this.flagsWriter.plan(change, stamp);
    }
  }

  /** Nothing is saved that the engine would refuse, or that could never make sense. */
  private dryRun(plan: Plan): void {
    const { flag } = plan.about;
    if (flag === null) return;
    for (const environment of plan.environments) {
      const next = plan.next(this.rulesets.in(environment).ruleset);
      const errors = check(next, { only: [flag] }).filter(({ severity }) => severity === 'error');
      if (errors.length > 0) throw invalid(plan, environment, errors);
    }
  }
}

function authorize(change: Change, actor: Actor): void {
  const { permission } = CHANGES[change.action];
  if (!permissionsOf(actor).has(permission)) {
    throw new DomainError('permission_denied', { detail: `It takes the permission ${permission}` });
  }
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

/** What a no-op leaves: no write, no version, no audit entry. */
function isNothing({ before, after }: Plan): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

function previous(versions: Versions): Versions {
  return Object.fromEntries(Object.entries(versions).map(([key, version]) => [key, version - 1]));
}

function rationaleOf(change: Change): string | null {
  if ('reason' in change) return change.reason;
  return change.rationale ?? null;
}
