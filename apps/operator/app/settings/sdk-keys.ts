import type { SdkKeyKind, SdkKeyResponse } from '@halyard/contracts';

export interface KeyFilters {
  readonly q: string;
  readonly environment: string | undefined;
  readonly tenant: string | undefined;
  readonly revoked: boolean;
}

/** In the URL `env` is the environment in view, so the list's own filter has a name of its own. */
export const KEY_FILTERS = {
  from: (query: Readonly<Record<string, unknown>>): KeyFilters => ({
    q: textOf(query['q']) ?? '',
    environment: textOf(query['in']),
    tenant: textOf(query['tenant']),
    revoked: query['revoked'] === 'true',
  }),
  toQuery: ({ q, environment, tenant, revoked }: KeyFilters) => ({
    q: q === '' ? undefined : q,
    in: environment,
    tenant,
    revoked: revoked ? 'true' : undefined,
  }),
};

/** The keys that the filters leave, newest first. */
export function keysMatching(
  keys: readonly SdkKeyResponse[],
  { q, environment, tenant, revoked }: KeyFilters,
): SdkKeyResponse[] {
  const wanted = q.trim().toLowerCase();
  return keys
    .filter(
      (key) =>
        `${key.name} ${key.hint}`.toLowerCase().includes(wanted) &&
        (environment === undefined || key.environment === environment) &&
        (tenant === undefined || key.tenant === tenant) &&
        (revoked || key.revokedAt === null),
    )
    .toSorted((one, other) => other.createdAt.localeCompare(one.createdAt));
}

export const isKeyFiltered = ({ q, environment, tenant }: KeyFilters) =>
  q !== '' || environment !== undefined || tenant !== undefined;

interface KindLook {
  readonly label: string;
  readonly icon: string;
  readonly explanation: string;
}

export const KEY_KINDS: Readonly<Record<SdkKeyKind, KindLook>> = {
  server: {
    label: 'Server key',
    icon: 'i-lucide-server',
    explanation: 'A secret, for code that you run. Sees one tenant, or all of them.',
  },
  client: {
    label: 'Client key',
    icon: 'i-lucide-app-window',
    explanation: 'Public, for browsers and apps. Sees one tenant, and never a sensitive flag.',
  },
};

/** "hlk_server_…x9Qa": enough to tell keys apart. */
export const keyHint = ({ kind, hint }: Pick<SdkKeyResponse, 'kind' | 'hint'>) =>
  `hlk_${kind}_…${hint}`;

/** One origin a line, or several with commas or spaces. */
export const originsOf = (text: string) => text.split(/[\s,]+/).filter((origin) => origin !== '');

const textOf = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;
