import { Inject, Injectable } from '@nestjs/common';
import { PLATFORM } from '@halyard/contracts';
import type {
  AcceptedExposuresResponse,
  DroppedExposuresResponse,
  ExposuresDto,
} from '@halyard/contracts';
import { maySeeSensitive, permissionsOf } from '../access/actor.ts';
import type { Actor } from '../access/actor.ts';
import { DomainError } from '../common/domain-error.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import { TenantCache } from '../evaluation/tenant.cache.ts';
import { fromCount, fromEvent, startOfMinute, whyDropped } from './exposure.ts';
import type { Exposure, SentExposure } from './exposure.ts';
import { ExposuresService } from './exposures.service.ts';
import { noTenant } from '../tenants/tenant.ts';

/**
 * Takes what applications have counted. A batch with an item that cannot be counted (it waited too long, its
 * flag was archived meanwhile) is taken without it, and says so: refused as a whole, it would be sent again
 * for ever or be lost with everything else that is in it.
 */
@Injectable()
export class ExposureIntake {
  constructor(
    private readonly exposures: ExposuresService,
    private readonly rulesets: RulesetStore,
    private readonly tenants: TenantCache,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws DomainError `not_found` for a tenant's key or user that names another tenant. */
  async take(batch: ExposuresDto, actor: Actor): Promise<AcceptedExposuresResponse> {
    refuseStranger(actor);
    const { counts = [], events = [] } = batch;
    const sent = [...counts.map(fromCount), ...events.map(fromEvent)];
    const environment = actor.key?.environment ?? this.env.HALYARD_DEFAULT_ENVIRONMENT;
    const { ruleset, sensitive } = this.rulesets.in(environment);
    const mayBeServed = maySeeSensitive(actor);
    const isHidden = (flag: string) => !mayBeServed && sensitive.has(flag);
    const ownerOf = await this.ownersIn(sent, actor);
    const now = Date.now();

    const taken: Exposure[] = [];
    const dropped: DroppedExposuresResponse[] = [];
    for (const item of sent) {
      const { pointer, flag, variant, at, count } = item;
      const tenant = ownerOf(item);
      const reason = whyDropped(item, ruleset, isHidden, now);
      if (reason !== undefined || variant === null) {
        dropped.push({ pointer, reason: reason ?? 'not_an_exposure', count });
      } else if (tenant === null) {
        dropped.push({ pointer, reason: 'unknown_tenant', count });
      } else {
        const of = { environment, flag, variant, tenant };
        taken.push({ of, minute: startOfMinute(at), count });
      }
    }
    await this.exposures.record(taken);
    return { accepted: taken.reduce((sum, { count }) => sum + count, 0), dropped };
  }

  /** Says whose an item is; null for a tenant that there is not. */
  private async ownersIn(
    sent: readonly SentExposure[],
    { tenant: own }: Actor,
  ): Promise<(item: SentExposure) => string | null> {
    const named = new Set(sent.flatMap(({ tenant }) => tenant ?? []));
    if (own !== null) {
      const other = [...named].find((slug) => slug !== own);
      if (other !== undefined) throw noTenant(other);
      if ((await this.tenants.get(own)) === null) throw noTenant(own);
      return () => own;
    }
    const known = await Promise.all(
      [...named].map(async (slug) => ((await this.tenants.get(slug)) === null ? [] : [slug])),
    );
    const active = new Set(known.flat());
    return ({ tenant = null }) => {
      if (tenant === null) return PLATFORM;
      return active.has(tenant) ? tenant : null;
    };
  }
}

/** Who may not ask what a flag is was never served one. */
function refuseStranger(actor: Actor): void {
  if (actor.tenant !== null || permissionsOf(actor).has('feature_flag:evaluate')) return;
  throw new DomainError('permission_denied', {
    detail: 'It takes the permission feature_flag:evaluate',
  });
}
