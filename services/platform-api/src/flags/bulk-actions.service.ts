import { Inject, Injectable } from '@nestjs/common';
import { PROBLEMS } from '@halyard/contracts';
import type {
  BulkAction,
  BulkActionDto,
  BulkPreviewResponse,
  BulkResponse,
  BulkResultResponse,
  BulkVerdictResponse,
  FlagChange,
  PreviewBulkActionDto,
  PurgeDto,
} from '@halyard/contracts';
import type { Actor } from '../access/actor.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { isNothing } from '../changes/plan.ts';
import { DomainError } from '../common/domain-error.ts';
import { problemOf } from '../common/problem.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { FlagsService } from './flags.service.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const PURGED_AT_ONCE = 200;

/** One action on several flags: each is a change of its own, through the one door, and answered by itself. */
@Injectable()
export class BulkActionsService {
  constructor(
    private readonly changes: ChangesService,
    private readonly flags: FlagsService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  act(action: BulkAction, body: BulkActionDto, actor: Actor): Promise<BulkResponse> {
    return this.each(body.keys, changeFor(action, body), actor);
  }

  /** What the action would come to for each: the way of the change itself, up to where it is written. */
  async preview(
    { action, ...body }: PreviewBulkActionDto,
    actor: Actor,
  ): Promise<BulkPreviewResponse> {
    const change = changeFor(action, { ...body, reason: 'A preview' });
    const items: BulkVerdictResponse[] = [];
    for (const key of body.keys) items.push({ key, ...(await this.verdict(change(key), actor)) });
    return { items };
  }

  /** Purges what has been archived for long; a dry run says what that would be. */
  async purge({ dryRun = true, reason }: PurgeDto, actor: Actor): Promise<BulkResponse> {
    const before = new Date(Date.now() - this.env.HALYARD_PURGE_AFTER_DAYS * DAY_MS);
    const old = await this.flags.archivedBefore(before, PURGED_AT_ONCE);
    const keys = old.map(({ key }) => key);
    if (dryRun) return { items: keys.map((key) => ({ key, status: 200 })) };
    return this.each(keys, (key) => ({ action: 'flag.purge', key, reason }), actor);
  }

  private async verdict(
    change: FlagChange,
    actor: Actor,
  ): Promise<Omit<BulkVerdictResponse, 'key'>> {
    try {
      const { plan, reasons } = await this.changes.draft(change, actor);
      if (isNothing(plan)) return { verdict: 'unchanged', why: [] };
      return { verdict: reasons.length === 0 ? 'now' : 'approval', why: reasons };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { verdict: 'refused', why: [error.extras.detail ?? PROBLEMS[error.code].title] };
    }
  }

  private async each(
    keys: readonly string[],
    change: (key: string) => FlagChange,
    actor: Actor,
  ): Promise<BulkResponse> {
    const items: BulkResultResponse[] = [];
    for (const key of keys) items.push(await this.one(key, change(key), actor));
    return { items };
  }

  private async one(key: string, change: FlagChange, actor: Actor): Promise<BulkResultResponse> {
    try {
      return { key, status: 200, flag: await this.changes.submit(change, actor) };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { status } = PROBLEMS[error.code];
      return { key, status, problem: problemOf(error, actor.requestId) };
    }
  }
}

/** The change that the action makes of a flag. */
function changeFor(
  action: BulkAction,
  { environment, reason }: Pick<BulkActionDto, 'environment' | 'reason'>,
): (key: string) => FlagChange {
  if (action === 'archive') return (key) => ({ action: 'flag.archive', key, reason });
  if (environment !== undefined) {
    return (key) => ({ action: `flag.${action}`, key, environment, reason });
  }
  const message = `is required to ${action} flags`;
  throw new DomainError('validation_error', { errors: [{ pointer: '/environment', message }] });
}
