import { Injectable } from '@nestjs/common';
import type {
  KilledFlagResponse,
  KillSwitchEffectListResponse,
  KillSwitchEffectResponse,
} from '@halyard/contracts';
import type { Ruleset } from '@halyard/evaluator';
import { setImmediate } from 'node:timers/promises';
import { Sight, toImpactTenant } from '../changes/impact.ts';
import type { ImpactTenant } from '../changes/impact.ts';
import { namedCount } from '../common/named-count.ts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import { toConfigResponse } from '../flags/flag.response.ts';
import { configIn } from '../flags/flag.ts';
import type { Flag } from '../flags/flag.ts';
import { FlagsService } from '../flags/flags.service.ts';
import { OverridesService } from '../overrides/overrides.service.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { effectsOf } from './effects.ts';
import type { SwitchEffect } from './effects.ts';

/** Tenants that are looked at in one go. */
const AT_ONCE = 50;

/** Says what each switch would turn off, before anyone presses it, and what it holds down after. */
@Injectable()
export class KillSwitchEffects {
  constructor(
    private readonly rulesets: RulesetStore,
    private readonly flags: FlagsService,
    private readonly overrides: OverridesService,
    private readonly tenants: TenantsService,
  ) {}

  /** @throws DomainError `validation_error` for an environment that is not there. */
  async in(environment: string): Promise<KillSwitchEffectListResponse> {
    const { ruleset } = this.rulesets.in(environment);
    const [overrides, all, killed] = await Promise.all([
      this.overrides.allIn(environment),
      this.tenants.allActive(),
      this.flags.killedIn(environment),
    ]);
    const tenants = all.map(toImpactTenant);
    const look = sightOfEach(Date.now());
    const items: KillSwitchEffectResponse[] = [];
    for (const effect of effectsOf({ ...ruleset, overrides })) {
      items.push(await toResponse(effect, tenants, look(effect.without)));
    }
    return {
      environment,
      tenants: tenants.length,
      items,
      killedFlags: killed.flatMap((flag) => toKilled(flag, environment)),
    };
  }
}

/** Compiles each ruleset once: it is one for all switches that are not engaged. */
function sightOfEach(now: number): (ruleset: Ruleset) => Sight {
  const sights = new Map<Ruleset, Sight>();
  return (ruleset) => {
    const sight = sights.get(ruleset) ?? new Sight(ruleset, now);
    sights.set(ruleset, sight);
    return sight;
  };
}

async function toResponse(
  { category, under, lit }: SwitchEffect,
  tenants: readonly ImpactTenant[],
  sight: Sight,
): Promise<KillSwitchEffectResponse> {
  const losing: string[] = [];
  for (const [index, tenant] of tenants.entries()) {
    if (lit.some((flag) => !sight.isOff(flag, sight.outcome(flag, tenant)))) {
      losing.push(tenant.slug);
    }
    // Evaluations for applications go first.
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
  }
  return { category, under, flags: namedCount([...lit].sort()), tenants: namedCount(losing) };
}

function toKilled(flag: Flag, environment: string): KilledFlagResponse[] {
  const { killed } = toConfigResponse(configIn(flag, environment));
  return killed === null ? [] : [{ key: flag.key, name: flag.name, killed }];
}
