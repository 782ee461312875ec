import { Injectable } from '@nestjs/common';
import type {
  Change,
  ExplainAllDto,
  ExplainAllResponse,
  ExplainDto,
  ExplainedSubjectResponse,
  ExplainResponse,
  LaneAccountResponse,
} from '@halyard/contracts';
import { compile } from '@halyard/evaluator';
import type {
  CompiledRuleset,
  EvaluationContext,
  LaneAccount,
  ProjectedTenant,
  Ruleset,
} from '@halyard/evaluator';
import { setImmediate } from 'node:timers/promises';
import type { Actor } from '../access/actor.ts';
import { scopeOf } from '../access/tenant-scope.ts';
import { RequestReader } from '../approvals/request-reader.service.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { DomainError } from '../common/domain-error.ts';
import { noFlag } from '../flags/flag.ts';
import { refuseSensitive, visible } from './sensitive.ts';
import { Subjects } from './subjects.service.ts';
import type { Subject } from './subjects.service.ts';
import { toldOfTheirs } from './told.ts';

/** Flags that are explained in one go. */
const AT_ONCE = 500;

/** What is explained: by which rules, and for whom. */
interface Scene {
  readonly subject: Subject;
  readonly flags: Ruleset['flags'];
  readonly compiled: CompiledRuleset;
  readonly context: EvaluationContext;
}

/** A change, and the person in whose name it is thought through. */
interface Draft {
  readonly change: Change;
  readonly author: Actor;
}

/** The playground: what the engine itself says, for any context. It is no evaluation, and counts nowhere. */
@Injectable()
export class ExplainService {
  constructor(
    private readonly subjects: Subjects,
    private readonly changes: ChangesService,
    private readonly requests: RequestReader,
  ) {}

  /**
   * What each lane says of one flag: as things are, or as they would be. For a tenant it takes no more than
   * to read that one.
   */
  async explain({ key, ...question }: ExplainDto, actor: Actor): Promise<ExplainResponse> {
    const subject = await this.readable(question, actor);
    const scene = await this.scene(subject, question, actor);
    refuseSensitive(key, subject.served, actor);
    const trace: LaneAccount[] = [];
    const result = scene.compiled.evaluate(key, scene.context, { now: Date.now(), trace });
    if (result.value === undefined) throw noFlag(key);
    const readsAll = scopeOf(actor, 'feature_flag:read').all;
    const told = readsAll ? trace : toldOfTheirs(trace, subject.served.sensitive);
    return { key, ...toSubjectResponse(scene), result, trace: told };
  }

  /** What every flag comes to, and which lane decided. */
  async explainAll(question: ExplainAllDto, actor: Actor): Promise<ExplainAllResponse> {
    const subject = await this.subjects.of(question, actor, '/tenantSlug');
    const scene = await this.scene(subject, question, actor);
    const { flags, compiled, context } = scene;
    const keys = visible(Object.keys(flags).sort(), subject.served, actor);
    const now = Date.now();
    const items: ExplainAllResponse['items'][number][] = [];
    for (const [index, key] of keys.entries()) {
      const trace: LaneAccount[] = [];
      const result = compiled.evaluate(key, context, { now, trace });
      items.push({ key, ...result, lane: decidingLane(trace) });
      // Evaluations for applications go first.
      if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
    }
    return { ...toSubjectResponse(scene), items };
  }

  private readable({ tenantSlug, ...question }: ExplainAllDto, actor: Actor): Promise<Subject> {
    return tenantSlug === undefined
      ? this.subjects.of(question, actor, '/tenantSlug')
      : this.subjects.ofReadable({ tenantSlug, ...question }, actor);
  }

  private async scene(subject: Subject, question: ExplainAllDto, actor: Actor): Promise<Scene> {
    const { compiled, context } = subject;
    const draft = await this.draftIn(question, actor);
    const { flags } = subject.served.ruleset;
    if (draft === undefined) return { subject, flags, compiled, context };
    return { subject, ...(await this.after(draft, subject, question)) };
  }

  /** A filed request is thought through in its author's name, who may make such a change. */
  private async draftIn(
    { change, request }: ExplainAllDto,
    actor: Actor,
  ): Promise<Draft | undefined> {
    if (change !== undefined && request !== undefined) {
      const message = 'stands beside a change; leave out one of the two';
      throw new DomainError('validation_error', { errors: [{ pointer: '/request', message }] });
    }
    if (request !== undefined) return this.requests.open(request, actor);
    return change && { change, author: actor };
  }

  /** The ruleset, and the tenant, as the change would make them. */
  private async after(
    { change, author }: Draft,
    { environment, served, tenant, context }: Subject,
    question: ExplainAllDto,
  ): Promise<Omit<Scene, 'subject'>> {
    const { plan } = await this.changes.draft(change, author);
    const before = { ...served.ruleset, overrides: tenant?.overridesIn(environment) ?? [] };
    const isHere = plan.environments.includes(environment);
    const ruleset = isHere ? plan.next(before) : before;
    const scene = { flags: ruleset.flags, compiled: compile(ruleset), context };
    const isTheirs = plan.about.source === 'tenant' && plan.about.tenant === tenant?.context.slug;
    if (!isTheirs) return scene;
    return { ...scene, context: { ...context, ...asRecorded(plan.after, question) } };
  }
}

/** A tenant and its attributes as its record would have them, over what was asked with. */
function asRecorded(record: unknown, { context = {} }: ExplainAllDto): EvaluationContext {
  const { slug, plan, partnerSlug, attributes } = record as ProjectedTenant & {
    readonly attributes: EvaluationContext['attributes'];
  };
  const { targetingKey: _, ...asked } = context;
  return { tenant: { slug, plan, partnerSlug }, attributes: { ...asked, ...attributes } };
}

/** The trace ends with the lane that decided. */
function decidingLane(trace: readonly LaneAccount[]): LaneAccountResponse['lane'] {
  return trace.at(-1)?.lane ?? 'unknown_flag';
}

function toSubjectResponse({ subject, context }: Scene): ExplainedSubjectResponse {
  const { targetingKey = null, tenant, attributes = {} } = context;
  return {
    environment: subject.environment,
    tenant: tenant?.slug ?? null,
    version: subject.version,
    context: {
      targetingKey,
      plan: tenant?.plan ?? null,
      partnerSlug: tenant?.partnerSlug ?? null,
      attributes,
    },
  };
}
