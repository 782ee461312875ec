/** What a page knows of its flags. Plain data, so that it can travel from the server to the browser. */
export interface FlagState {
  readonly flags: Readonly<Record<string, unknown>>;
  /** Flag → its variant's name, where exposures are counted. */
  readonly variants: Readonly<Record<string, string>>;
  /** Whom the API has answered for; null for no tenant. */
  readonly tenant: string | null;
  readonly version: number | null;
  /** The API has answered from memory, because its database is away. */
  readonly stale: boolean;
  /** The API has answered, and its answer still holds. */
  readonly ready: boolean;
}

/** Nobody gets what nobody can vouch for. */
export const DARK: FlagState = Object.freeze({
  flags: {},
  variants: {},
  tenant: null,
  version: null,
  stale: false,
  ready: false,
});
