import { LIMITS } from '@halyard/contracts';
import type { ReachResponse } from '@halyard/contracts';
import type { TenantOutcome } from './impact.ts';

/** Counts who has the flags that a change is about, outcome by outcome. */
export class Reach {
  private readonly counted = new Map<string, ReachResponse>();

  constructor(private readonly flags: readonly string[]) {}

  get all(): readonly ReachResponse[] {
    return [...this.counted.values()];
  }

  count(environment: string, { flag, tenant, had, has, after }: TenantOutcome): void {
    if (!this.flags.includes(flag)) return;
    const key = `${environment} ${flag}`;
    const before = this.counted.get(key) ?? none(environment, flag);
    const isPartly = has && after.usersPct !== null && after.usersPct < 100;
    this.counted.set(key, {
      ...before,
      before: before.before + Number(had),
      after: before.after + Number(has),
      partly: before.partly + Number(isPartly),
      tenants: has
        ? [...before.tenants, tenant.slug].slice(0, LIMITS.reachedTenants)
        : before.tenants,
    });
  }
}

const none = (environment: string, flag: string): ReachResponse => ({
  environment,
  flag,
  before: 0,
  after: 0,
  partly: 0,
  tenants: [],
});
