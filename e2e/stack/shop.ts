import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

const ROOT = new URL('../../', import.meta.url);

/** What a browser imports, as it was built: nothing is bundled. */
const MODULES = {
  vue: 'node_modules/vue/dist/vue.runtime.esm-browser.prod.js',
  'eventsource-parser': 'node_modules/eventsource-parser/dist/index.js',
  '@halyard/vue': 'packages/vue/dist/index.js',
};

/** An application of a tenant's, on an origin of its own, whose pages ask the API with a client key. */
export async function startShop() {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here.invalid');
    if (pathname === '/') {
      response.setHeader('content-type', 'text/html');
      response.end(pageFor(searchParams.get('api') ?? '', searchParams.get('key') ?? ''));
      return;
    }
    readFile(new URL(`.${pathname}`, ROOT)).then(
      (bytes) => response.setHeader('content-type', 'text/javascript').end(bytes),
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function pageFor(url: string, key: string): string {
  const imports = Object.fromEntries(Object.entries(MODULES).map(([name, at]) => [name, `/${at}`]));
  return `<!doctype html>
<title>A shop</title>
<div id="app"></div>
<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module">
  import { createApp, h } from 'vue';
  import { createFeatureFlags, FeatureFlag, useFeatureFlags } from '@halyard/vue';
  const Shop = {
    setup() {
      const { ready } = useFeatureFlags();
      const slots = { default: () => 'The new checkout', fallback: () => 'The old checkout' };
      return () => h('main', [
        h('p', ready.value ? 'Flags are there' : 'No flags'),
        h(FeatureFlag, { name: 'gdpr_export' }, slots),
      ]);
    },
  };
  const context = { targetingKey: 'a-visitor' };
  createApp(Shop).use(createFeatureFlags({ ...${JSON.stringify({ url, key })}, context })).mount('#app');
</script>`;
}
