import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { compile } from '@halyard/evaluator';
import type {
  CompiledRuleset,
  EvaluationTenant,
  JsonValue,
  OverrideDefinition,
  Ruleset,
} from '@halyard/evaluator';
import { LRUCache } from 'lru-cache';
import { AuditTail } from '../audit/audit-tail.ts';
import { OverridesService } from '../overrides/overrides.service.ts';
import { Metrics } from '../telemetry/metrics.ts';
import { attributesOf } from '../tenants/tenant.ts';
import { TenantsService } from '../tenants/tenants.service.ts';

/** What evaluations have to know of a tenant. */
export interface KnownTenant {
  readonly context: EvaluationTenant;
  readonly attributes: Readonly<Record<string, JsonValue>>;
  /** Environment → the ruleset version of the last change that was this tenant's alone. */
  readonly rulesetVersions: Readonly<Record<string, number>>;
  /** An environment's ruleset with this tenant's overrides, compiled. */
  compiled(ruleset: Ruleset, shared: CompiledRuleset): CompiledRuleset;
}

const MOST_TENANTS = 10_000;
const FORGOTTEN_BY: ReadonlySet<string> = new Set(['tenant', 'override']);

/** Tenants by slug, read on first use and forgotten when they change. */
@Injectable()
export class TenantCache implements OnModuleInit {
  /** Promises, so that concurrent first uses read once. */
  private readonly known = new LRUCache<string, Promise<KnownTenant | null>>({ max: MOST_TENANTS });

  constructor(
    private readonly tenants: TenantsService,
    private readonly overrides: OverridesService,
    private readonly tail: AuditTail,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.tail.entries.subscribe(({ source, tenant }) => {
      if (tenant !== null && FORGOTTEN_BY.has(source)) this.known.delete(tenant);
    });
    this.tail.lost.subscribe(() => {
      this.known.clear();
    });
  }

  has(slug: string): boolean {
    return this.known.has(slug);
  }

  /** Null where there is no such tenant, or it is archived. */
  get(slug: string): Promise<KnownTenant | null> {
    const cached = this.known.get(slug);
    this.metrics.tenantLookedUp(cached !== undefined);
    const known = cached ?? this.read(slug);
    this.known.set(slug, known);
    known.catch(() => this.known.delete(slug));
    return known;
  }

  private async read(slug: string): Promise<KnownTenant | null> {
    const [tenant, overrides] = await Promise.all([
      this.tenants.active(slug),
      this.overrides.ofTenant(slug),
    ]);
    if (tenant === null) return null;
    const { plan, partnerSlug, rulesetVersions } = tenant;
    return {
      context: { slug, plan, partnerSlug },
      attributes: attributesOf(tenant),
      rulesetVersions,
      compiled: withOverrides(overrides),
    };
  }
}

/** Compiles once for each ruleset: only the overrides are new, the rest is shared by identity. */
function withOverrides(all: ReadonlyMap<string, OverrideDefinition[]>): KnownTenant['compiled'] {
  const compiled = new WeakMap<Ruleset, CompiledRuleset>();
  return (ruleset, shared) => {
    const overrides = all.get(ruleset.environment);
    if (overrides === undefined) return shared;
    const known = compiled.get(ruleset) ?? compile({ ...ruleset, overrides });
    compiled.set(ruleset, known);
    return known;
  };
}
