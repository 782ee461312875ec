import type { OverrideChange } from '@halyard/contracts';
import type { OverrideDefinition } from '@halyard/evaluator';
import type { Stamp } from '../changes/plan.ts';

/** A variant for one tenant, or one of its users, as stored: a document of its own. */
export interface Override {
  readonly _id: string;
  readonly tenant: string;
  /** A targeting key, or null for the whole tenant. */
  readonly user: string | null;
  readonly flag: string;
  readonly environment: string;
  readonly variant: string;
  readonly percentage: number | null;
  readonly reason: string;
  /** Who owns it. */
  readonly setBy: string;
  readonly approvalRef: string | null;
  readonly expiresAt: Date | null;
  readonly version: number;
  readonly updatedAt: Date;
}

export type SetOverride = Extract<OverrideChange, { action: 'override.set' }>;

/** What a change sets, over what there was for the same tenant and user. */
export function setOverride(
  before: Override | undefined,
  change: SetOverride,
  id: string,
  { actor, at }: Stamp,
): Override {
  return {
    _id: before?._id ?? id,
    tenant: change.tenant,
    user: change.user ?? null,
    flag: change.flag,
    environment: change.environment,
    variant: change.variant,
    percentage: change.percentage ?? null,
    reason: change.reason,
    setBy: actor.sub,
    // The gate checks that it approves exactly this.
    approvalRef: change.approvalRef ?? null,
    expiresAt: change.expiresAt == null ? null : new Date(change.expiresAt),
    version: (before?.version ?? 0) + 1,
    updatedAt: at,
  };
}

/** What the engine has to know of it. */
export function toDefinition(override: Override): OverrideDefinition {
  const { flag, tenant, user, variant, percentage, expiresAt } = override;
  return { flag, tenant, user, variant, percentage, expiresAt: expiresAt?.toISOString() ?? null };
}

/** Whether it counts at a moment. */
export function isLive({ expiresAt }: Override, at: Date): boolean {
  return expiresAt === null || at < expiresAt;
}
