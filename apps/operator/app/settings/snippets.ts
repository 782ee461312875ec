import type { SdkKeyResponse } from '@halyard/contracts';

export interface Snippet {
  readonly label: string;
  readonly code: string;
}

type Key = Pick<SdkKeyResponse, 'kind' | 'tenant'>;

/** How an application uses a key: the shortest that works, with the secret where secrets belong. */
export const snippetsFor = (key: Key): readonly Snippet[] =>
  key.kind === 'server' ? [node(key), curl(key)] : [vue(), curl(key)];

function node({ tenant }: Key): Snippet {
  const context =
    tenant === null ? "{ targetingKey: user.id, tenant: 'loomi' }" : '{ targetingKey: user.id }';
  return {
    label: 'Node',
    code: `import { OpenFeature } from '@openfeature/server-sdk';
import { HalyardProvider } from '@halyard/server-provider';

await OpenFeature.setProviderAndWait(
  new HalyardProvider({
    url: process.env.HALYARD_URL,
    key: process.env.HALYARD_KEY,
  }),
);
const flags = OpenFeature.getClient();
const context = ${context};
await flags.getBooleanValue('new_nav', false, context);`,
  };
}

function vue(): Snippet {
  return {
    label: 'Vue',
    code: `import { createFeatureFlags } from '@halyard/vue';

createApp(App)
  .use(
    createFeatureFlags({
      url: import.meta.env.VITE_HALYARD_URL,
      key: import.meta.env.VITE_HALYARD_KEY,
      context: () => ({ targetingKey: user.id }),
    }),
  )
  .mount('#app');`,
  };
}

function curl({ kind, tenant }: Key): Snippet {
  const body = kind === 'server' && tenant === null ? '{"tenantSlug": "loomi"}' : '{}';
  return {
    label: 'curl',
    code: `curl "$HALYARD_URL/api/flags/evaluate" \\
  -H "Authorization: Bearer $HALYARD_KEY" \\
  -H "Content-Type: application/json" \\
  -d '${body}'`,
  };
}
