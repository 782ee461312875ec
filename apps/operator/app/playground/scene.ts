import type { Change } from '@halyard/contracts';

/** Somebody and something to ask for. */
export interface Scene {
  readonly flag?: string;
  readonly tenant?: string;
  readonly user?: string;
  readonly environment?: string;
  /** Tried on, not made. */
  readonly change?: Change;
}

/** What somebody gets can be asked for as it would be: not of a tenant that is archived, or is brought back. */
export const canTry = (change: Change) =>
  !(change.action === 'tenant.update' && 'status' in change);

/** What shows best what a change would do: its own flag, for whom and where it is made. */
export function sceneOf(change: Change): Scene {
  const { action, key, flag, tenant, slug, user, environment }: Fields = change;
  return {
    flag: action.startsWith('flag.') ? key : flag,
    tenant: action.startsWith('tenant.') ? slug : tenant,
    user: user ?? undefined,
    environment,
    change,
  };
}

/** As the changes that have them name what they are about. */
interface Fields {
  readonly action: string;
  readonly key?: string;
  readonly flag?: string;
  readonly tenant?: string;
  readonly slug?: string;
  readonly user?: string | null;
  readonly environment?: string;
}
