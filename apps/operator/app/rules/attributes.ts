import type { TenantFacetsResponse, TenantResponse } from '@halyard/contracts';
import type { ConditionValue } from './rule';
import { ATTRIBUTE_NAMES } from './words';

/** Attribute → the values that there are of it, as far as one knows. */
export type KnownAttributes = Readonly<Record<string, readonly ConditionValue[]>>;

/** What the context itself holds, and what tenants have for attributes: `billing.currency` is a path. */
export function knownAttributes(
  tenants: readonly Pick<TenantResponse, 'slug' | 'attributes'>[],
  facets: TenantFacetsResponse | undefined,
): KnownAttributes {
  const own = tenants.flatMap(({ attributes }) => leavesOf(attributes));
  const values = Map.groupBy(own, ([name]) => name);
  return {
    plan: facets?.plans ?? [],
    tenant: tenants.map(({ slug }) => slug),
    targetingKey: [],
    partner: facets?.partnerSlugs ?? [],
    now: [],
    ...Object.fromEntries(
      [...values].map(([name, found]) => [name, [...new Set(found.map(([, value]) => value))]]),
    ),
  };
}

/** What the context itself holds, in words; nothing for the application's own attributes. */
export const attributeHint = (attribute: string): string | undefined => {
  const word = ATTRIBUTE_NAMES[attribute];
  return word === attribute ? undefined : word;
};

function leavesOf(value: unknown, path = ''): [string, ConditionValue][] {
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, path));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) =>
      leavesOf(inner, path === '' ? name : `${path}.${name}`),
    );
  }
  const isScalar = ['string', 'number', 'boolean'].includes(typeof value);
  return isScalar && path !== '' ? [[path, value as ConditionValue]] : [];
}
