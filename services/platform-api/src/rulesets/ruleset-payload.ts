import { project } from '@halyard/evaluator';
import type { JsonValue, OverrideDefinition, Ruleset } from '@halyard/evaluator';
import type { KnownTenant } from '../evaluation/tenant.cache.ts';
import { attributesOf } from '../tenants/tenant.ts';
import type { Tenant } from '../tenants/tenant.ts';

/** What is evaluated for a tenant besides its flags: the record that hydrates every context. */
interface TenantRecord {
  readonly plan: string | null;
  readonly partnerSlug: string | null;
  readonly attributes: Readonly<Record<string, JsonValue>>;
}

/** All that an application needs to evaluate by itself, bound to where and for whom it is. */
export interface RulesetPayload {
  readonly environment: string;
  /** The one tenant that it is for; null for all of them. */
  readonly tenant: string | null;
  readonly version: number;
  /** RFC 3339, UTC. */
  readonly issuedAt: string;
  /** After this it is out of date: an application that still uses it says so. RFC 3339, UTC. */
  readonly notAfter: string;
  readonly ruleset: Ruleset;
  /** By slug: the one tenant that it is for, or every active one. */
  readonly tenants: Readonly<Record<string, TenantRecord>>;
}

type Content = Pick<RulesetPayload, 'tenant' | 'version' | 'ruleset' | 'tenants'>;

/** One tenant's own ruleset: nothing in it is another's. */
export function contentFor(tenant: KnownTenant, ruleset: Ruleset, version: number): Content {
  const { context, attributes } = tenant;
  const { slug, plan, partnerSlug } = context;
  const overrides = tenant.overridesIn(ruleset.environment);
  return {
    tenant: slug,
    version,
    ruleset: project({ ...ruleset, overrides, version }, context),
    tenants: { [slug]: { plan, partnerSlug, attributes } },
  };
}

/** The ruleset of an environment, whole. */
export function contentForAll(
  ruleset: Ruleset,
  overrides: readonly OverrideDefinition[],
  tenants: readonly Tenant[],
): Content {
  const records = tenants.map((tenant): [string, TenantRecord] => {
    const { slug, plan, partnerSlug } = tenant;
    return [slug, { plan, partnerSlug, attributes: attributesOf(tenant) }];
  });
  return {
    tenant: null,
    version: ruleset.version,
    ruleset: { ...ruleset, overrides },
    tenants: Object.fromEntries(records),
  };
}
