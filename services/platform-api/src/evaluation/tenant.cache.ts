import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { compile } from '@halyard/evaluator';
import type {
  CompiledRuleset,
  JsonValue,
  OverrideDefinition,
  ProjectedTenant,
  Ruleset,
} from '@halyard/evaluator';
import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import { AuditTail } from '../audit/audit-tail.ts';
import { toDefinition } from '../overrides/override.ts';
import type { Override } from '../overrides/override.ts';
import { OverridesService } from '../overrides/overrides.service.ts';
import { Metrics } from '../telemetry/metrics.ts';
import { attributesOf } from '../tenants/tenant.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import type { Served } from './ruleset.store.ts';

/** What evaluations have to know of a tenant. */
export interface KnownTenant {
  readonly context: ProjectedTenant;
  readonly attributes: Readonly<Record<string, JsonValue>>;
  /** Its overrides in an environment. */
  overridesIn(environment: string): readonly OverrideDefinition[];
  /** An environment's ruleset with this tenant's overrides, compiled. */
  compiled(served: Served): CompiledRuleset;
  /** The ruleset version of the last change that altered this tenant's ruleset. */
  versionIn(served: Served): number;
}

const MOST_TENANTS = 10_000;
const MOST_AT_ONCE = 500;

/**
 * Tenants by slug, read on first use and forgotten when a change touches them. However many are asked
 * for at once, such as after a change of a plan's scope, they are read in a few large batches.
 */
@Injectable()
export class TenantCache implements OnModuleInit {
  /** Promises, so that concurrent first uses read once. */
  private readonly known = new LRUCache<string, Promise<KnownTenant | null>>({ max: MOST_TENANTS });
  private reading: Promise<unknown> = Promise.resolve();
  private readonly loader = new DataLoader<string, KnownTenant | null>(
    (slugs) => {
      const reading = this.read(slugs);
      this.reading = reading.catch(() => undefined);
      return reading;
    },
    {
      cache: false,
      maxBatchSize: MOST_AT_ONCE,
      // Whoever asks while a batch is read goes into the next one.
      batchScheduleFn: (dispatch) => void this.reading.then(() => setImmediate(dispatch)),
    },
  );

  constructor(
    private readonly tenants: TenantsService,
    private readonly overrides: OverridesService,
    private readonly tail: AuditTail,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.tail.entries.subscribe(({ touches }) => {
      for (const slug of touches ?? []) this.known.delete(slug);
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
    const known = this.known.get(slug);
    this.metrics.tenantLookedUp(known !== undefined);
    if (known !== undefined) return known;
    const reading = this.loader.load(slug);
    this.known.set(slug, reading);
    reading.catch(() => {
      if (this.known.peek(slug) === reading) this.known.delete(slug);
    });
    return reading;
  }

  private async read(slugs: readonly string[]): Promise<(KnownTenant | null)[]> {
    const [tenants, overrides] = await Promise.all([
      this.tenants.active(slugs),
      this.overrides.ofTenants(slugs),
    ]);
    const bySlug = new Map(tenants.map((tenant) => [tenant.slug, tenant]));
    const byTenant = Map.groupBy(overrides, ({ tenant }) => tenant);
    return slugs.map((slug) => {
      const tenant = bySlug.get(slug);
      return tenant === undefined ? null : knownTenant(tenant, byTenant.get(slug) ?? []);
    });
  }
}

function knownTenant(tenant: Tenant, overrides: readonly Override[]): KnownTenant {
  const { slug, plan, partnerSlug, rulesetVersions } = tenant;
  const byEnvironment = new Map(
    [...Map.groupBy(overrides, ({ environment }) => environment)].map(([environment, theirs]) => [
      environment,
      theirs.map(toDefinition),
    ]),
  );
  return {
    context: { slug, plan, partnerSlug },
    attributes: attributesOf(tenant),
    overridesIn: (environment) => byEnvironment.get(environment) ?? [],
    compiled: withOverrides(byEnvironment),
    // What was read here may be ahead of the ruleset that is served: nobody is told of it before.
    versionIn: ({ ruleset: { environment, version }, sharedVersion }) =>
      Math.max(sharedVersion, Math.min(version, rulesetVersions[environment] ?? 0)),
  };
}

/** Compiles once for each ruleset: only the overrides are new, the rest is shared by identity. */
function withOverrides(
  all: ReadonlyMap<string, readonly OverrideDefinition[]>,
): KnownTenant['compiled'] {
  const compiled = new WeakMap<Ruleset, CompiledRuleset>();
  return (served) => {
    const { ruleset } = served;
    const overrides = all.get(ruleset.environment);
    if (overrides === undefined) return served.compiled;
    const known = compiled.get(ruleset) ?? compile({ ...ruleset, overrides });
    compiled.set(ruleset, known);
    return known;
  };
}
