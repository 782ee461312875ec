import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { EvaluationTenant, JsonValue } from '@halyard/evaluator';
import { LRUCache } from 'lru-cache';
import { AuditTail } from '../audit/audit-tail.ts';
import { attributesOf } from '../tenants/tenant.ts';
import { TenantsService } from '../tenants/tenants.service.ts';

/** What evaluations have to know of a tenant. */
export interface KnownTenant {
  readonly context: EvaluationTenant;
  readonly attributes: Readonly<Record<string, JsonValue>>;
  /** Environment → the ruleset version of the last change that was this tenant's alone. */
  readonly rulesetVersions: Readonly<Record<string, number>>;
}

const MOST_TENANTS = 10_000;

/** Tenants by slug, read on first use and forgotten when they change. */
@Injectable()
export class TenantCache implements OnModuleInit {
  /** Promises, so that concurrent first uses read once. */
  private readonly known = new LRUCache<string, Promise<KnownTenant | null>>({ max: MOST_TENANTS });

  constructor(
    private readonly tenants: TenantsService,
    private readonly tail: AuditTail,
  ) {}

  onModuleInit(): void {
    this.tail.entries.subscribe(({ source, tenant }) => {
      if (source === 'tenant' && tenant !== null) this.known.delete(tenant);
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
    const known = this.known.get(slug) ?? this.read(slug);
    this.known.set(slug, known);
    known.catch(() => this.known.delete(slug));
    return known;
  }

  private async read(slug: string): Promise<KnownTenant | null> {
    const tenant = await this.tenants.active(slug);
    if (tenant === null) return null;
    const { plan, partnerSlug, rulesetVersions } = tenant;
    return {
      context: { slug, plan, partnerSlug },
      attributes: attributesOf(tenant),
      rulesetVersions,
    };
  }
}
