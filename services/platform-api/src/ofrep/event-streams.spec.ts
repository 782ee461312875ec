import type { OfrepBulkResponse } from '@halyard/contracts';
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
import { ClientProviderEvents, OpenFeature } from '@openfeature/web-sdk';
import type { Client } from '@openfeature/web-sdk';
import { EventSource } from 'eventsource';
import { startApi } from '../../test/api.ts';
import type { Application, TestApi } from '../../test/api.ts';

const PATH = '/ofrep/v1/evaluate/flags';

let api: TestApi;
let application: Application;

beforeAll(async () => {
  api = await startApi();
  application = await api.withKey({ kind: 'client', tenant: 'loomi' });
});
afterAll(() => api.close());

async function streamOf(who: Pick<Application, 'post'>): Promise<string> {
  const { body } = await who.post<OfrepBulkResponse>(PATH, { context: {} });
  expect(body.eventStreams).toEqual([
    {
      type: 'sse',
      endpoint: { requestUri: expect.stringMatching(/^\/api\/flags\/stream\?ticket=[\w.-]+$/) },
      inactivityDelaySec: 120,
    },
  ]);
  return body.eventStreams?.[0]?.endpoint.requestUri ?? '';
}

it('is the same for as long as the answer is, so that nobody comes back for nothing', async () => {
  expect(await streamOf(application)).toBe(await streamOf(application));
});

it('lets in whoever asked, and nobody once the key is revoked', async () => {
  const other = await api.withKey({ kind: 'client', tenant: 'loomi' });
  const people = [api.as('shahin'), api.as('user@98chimp')];
  for (const who of [other, ...people]) {
    const aborted = new AbortController();
    const { status, headers } = await fetch(`${api.url}${await streamOf(who)}`, aborted);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    aborted.abort();
  }
  const stream = await streamOf(other);
  await api.as('ada').call('DELETE', `/api/admin/sdk-keys/${other.key.id}`, {});
  expect((await fetch(`${api.url}${stream}`)).status).toBe(401);
});

describe('OpenFeature’s provider for browsers', () => {
  let client: Client;

  beforeAll(async () => {
    // Browsers have one of their own.
    Object.assign(globalThis, { EventSource });
    await api.as('shahin').createFlag('followed');
    const provider = new OFREPWebProvider({
      baseUrl: api.url,
      headers: [['X-API-Key', application.secret]],
      pollInterval: 0,
      cacheMode: 'disabled',
    });
    await OpenFeature.setProviderAndWait(provider, { targetingKey: 'mia' });
    client = OpenFeature.getClient();
  });
  afterAll(() => OpenFeature.close());

  it('follows changes without asking again and again', async () => {
    expect(client.getBooleanValue('followed', true)).toBe(false);
    for (const state of ['on', 'off', 'on']) {
      const changed = new Promise<readonly string[]>((resolve) => {
        client.addHandler(ClientProviderEvents.ConfigurationChanged, (event) => {
          const { flagsChanged = [] } = event ?? {};
          if (flagsChanged.includes('followed')) resolve(flagsChanged);
        });
      });
      await api.as('shahin').configure('followed', 'staging', { state });
      await changed;
      expect(client.getBooleanValue('followed', state !== 'on')).toBe(state === 'on');
    }
  });
});
