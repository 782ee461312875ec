import type { EvaluationContext as EngineContext } from '@halyard/evaluator';
import type { EvaluationContext } from '@openfeature/server-sdk';
import type { SignedRuleset } from './signed-ruleset.ts';

/** OpenFeature's context → the engine's, or undefined where it names a tenant that the key does not speak for. */
export type ReadContext = (context: EvaluationContext) => EngineContext | undefined;

interface KnownTenant {
  readonly tenant: NonNullable<EngineContext['tenant']>;
  /** They win over the context's own of the same name. */
  readonly attributes: EngineContext['attributes'] | undefined;
}

export function contextReader(of: Pick<SignedRuleset, 'tenant' | 'tenants'>): ReadContext {
  const tenants = new Map(Object.entries(of.tenants).map((entry) => [entry[0], known(...entry)]));

  return (context) => {
    const named = context.tenant ?? of.tenant;
    if (named === null) return subject(context, undefined);
    if (of.tenant !== null && named !== of.tenant) return undefined;
    const tenant = tenants.get(named as string);
    return tenant && subject(context, tenant);
  };
}

function known(
  slug: string,
  { plan, partnerSlug, attributes }: SignedRuleset['tenants'][string],
): KnownTenant {
  const hasAttributes = Object.keys(attributes ?? {}).length > 0;
  return {
    tenant: { slug, plan, partnerSlug },
    attributes: hasAttributes ? attributes : undefined,
  };
}

/**
 * The whole context serves as the attributes, uncopied where it can be: the engine takes the names `targetingKey` and
 * `tenant` for its own and never looks them up there.
 */
function subject(context: EvaluationContext, of: KnownTenant | undefined): EngineContext {
  const given = jsonOf(context) as NonNullable<EngineContext['attributes']>;
  const attributes = of?.attributes === undefined ? given : { ...given, ...of.attributes };
  return { targetingKey: context.targetingKey, tenant: of?.tenant, attributes };
}

/** Dates as JSON writes them, as the API would be told; the value itself where there are none. */
function jsonOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return holdsDate(value) ? (JSON.parse(JSON.stringify(value)) as unknown) : value;
}

function holdsDate(value: object): boolean {
  if (value instanceof Date) return true;
  for (const name in value) {
    const field = (value as Record<string, unknown>)[name];
    if (typeof field === 'object' && field !== null && holdsDate(field)) return true;
  }
  return false;
}
