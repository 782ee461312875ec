import createClient from 'openapi-fetch';
import type { ClientOptions } from 'openapi-fetch';
import type { components, paths } from './schema.generated.ts';

/** Every shape of the API, by name: `Schemas['FlagResponse']`. */
export type Schemas = components['schemas'];

/**
 * A client of the API, typed by its OpenAPI document. A call answers `{data}` or `{error}`, a problem
 * (RFC 9457); it throws only where there is no answer at all.
 * @example const { data, error } = await createApi({ baseUrl }).GET('/api/admin/flags');
 */
export function createApi(options: ClientOptions = {}) {
  return createClient<paths>(options);
}

export type Api = ReturnType<typeof createApi>;
