import { parseInstant } from './instant.ts';
import type { Place } from './place.ts';

/** Tenant → flag → what is overridden for them. */
export type CompiledOverrides = ReadonlyMap<string, ReadonlyMap<string, FlagOverrides>>;

export interface FlagOverrides {
  /** The tenant's own. */
  readonly tenant: CompiledOverride | undefined;
  /** By targeting key. */
  readonly users: ReadonlyMap<string, CompiledOverride>;
}

export interface CompiledOverride {
  /** By name: which variants the flag has is known when it is evaluated. */
  readonly variant: string;
  readonly thousandths: number | null;
  /** Milliseconds since the epoch, or null for never. */
  readonly expiresAt: number | null;
}

export function compileOverrides(place: Place): CompiledOverrides {
  const tenants = new Map<
    string,
    Map<string, { tenant: CompiledOverride | undefined; users: Map<string, CompiledOverride> }>
  >();
  place.list((item) => {
    const tenant = item.at('tenant').name();
    const flag = item.at('flag').name();
    const user = item.at('user').nullable((name) => name.string());
    const override = compileOverride(item);

    const flags = tenants.get(tenant) ?? new Map<string, never>();
    tenants.set(tenant, flags);
    const overrides = flags.get(flag) ?? { tenant: undefined, users: new Map<string, never>() };
    flags.set(flag, overrides);
    if (user === null ? overrides.tenant !== undefined : overrides.users.has(user)) {
      item.refuse('duplicate_override', 'is a second one for the same flag, tenant and user');
    }
    if (user === null) overrides.tenant = override;
    else overrides.users.set(user, override);
  });
  return tenants;
}

function compileOverride(place: Place): CompiledOverride {
  return {
    variant: place.at('variant').string(),
    thousandths: place.at('percentage').nullable((percentage) => percentage.thousandths()),
    expiresAt: place.at('expiresAt').nullable((expiresAt) => {
      const instant = parseInstant(expiresAt.string());
      if (instant === undefined) {
        expiresAt.refuse('value_invalid', 'must be an RFC 3339 instant with an offset');
      }
      return instant ?? 0;
    }),
  };
}

export function isLive({ expiresAt }: CompiledOverride, now: number): boolean {
  return expiresAt === null || now < expiresAt;
}
