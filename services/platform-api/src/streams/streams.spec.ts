import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { openStream } from '../../test/stream.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

it('says the version at once, and each new one when it is served', async () => {
  const shahin = api.as('shahin');
  const stream = await openStream(api, 'shahin');
  const first = await stream.next();
  await shahin.createFlag('streamed', { environments: { staging: { state: 'on' } } });
  expect(await stream.next()).toEqual({ environment: 'staging', version: first.version + 1 });
  await shahin.configure('streamed', 'dev', { state: 'on' });
  await shahin.configure('streamed', 'staging', { state: 'off' });
  expect(await stream.next()).toEqual({ environment: 'staging', version: first.version + 2 });
  stream.close();
});

it('says nothing to a tenant of what is another’s alone', async () => {
  const ada = api.as('ada');
  const [own, other] = await Promise.all([
    openStream(api, 'user@98chimp'),
    openStream(api, 'user@loomi'),
  ]);
  const [before] = await Promise.all([own.next(), other.next()]);
  await ada.patch('/api/admin/tenants/98chimp', { attributes: { region: 'eu' } });
  const { version } = await own.next();
  expect(version).toBeGreaterThan(before.version);
  await ada.createFlag('for_everyone');
  // The first that loomi hears of is the change after it.
  expect((await other.next()).version).toBe(version + 1);
  own.close();
  other.close();
});

it('is closed to a tenant’s user in another environment, and to those without a role', async () => {
  await expect(openStream(api, 'user@loomi', 'dev')).rejects.toThrow('403');
  await expect(openStream(api, 'stranger@nowhere')).rejects.toThrow();
});
