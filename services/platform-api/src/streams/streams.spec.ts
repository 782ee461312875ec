import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { carryThrough } from '../../test/approvals.ts';
import { follow, openStream, openWithKey } from '../../test/stream.ts';
import { StreamTickets } from './stream-tickets.service.ts';

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
  expect(await stream.next()).toMatchObject({ environment: 'staging', version: first.version + 1 });
  await shahin.configure('streamed', 'dev', { state: 'on' });
  await shahin.configure('streamed', 'staging', { state: 'off' });
  expect(await stream.next()).toMatchObject({ environment: 'staging', version: first.version + 2 });
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

it('says to those with a role for one tenant what that tenant hears', async () => {
  const ada = api.as('ada');
  const stream = await openStream(api, 'toni', 'dev');
  const before = await stream.next();
  await ada.patch('/api/admin/tenants/loomi', { attributes: { region: 'eu' } });
  await ada.patch('/api/admin/tenants/98chimp', { attributes: { region: 'us' } });
  // One for each change: the first that it hears of is not loomi's.
  expect((await stream.next()).version).toBe(before.version + 2);
  stream.close();
});

it('is closed to a tenant’s user in another environment, and to those without a role', async () => {
  await expect(openStream(api, 'user@loomi', 'dev')).rejects.toThrow('403');
  await expect(openStream(api, 'stranger@nowhere')).rejects.toThrow();
});

it('tells operators which kill switches are engaged, in every environment', async () => {
  const olga = api.as('olga');
  const at = '/api/admin/kill-switches';
  await olga.post(`${at}/dev/payments`, { reason: 'before anyone listens' });
  const [stream, other, own, ofTenant] = await Promise.all([
    openStream(api, 'vera', 'staging'),
    openWithKey(api, (await api.withKey()).secret),
    openStream(api, 'user@acme'),
    openStream(api, 'toni'),
  ]);
  expect(await stream.engaged()).toEqual(['dev/payments']);
  await olga.post(`${at}/prod/payments`, { reason: 'the acquirer is down' });
  expect(await stream.engaged()).toEqual(['prod/payments', 'dev/payments']);
  await olga.call('DELETE', `${at}/dev/payments`, { reason: 'it is back' });
  await olga.call('DELETE', `${at}/prod/payments`, { reason: 'it is back' });
  expect(await stream.engaged()).toEqual(['prod/payments']);
  expect(await stream.engaged()).toEqual([]);

  // Neither applications nor those of one tenant hear of them.
  const { version } = await stream.next();
  await api.as('shahin').createFlag('after_them', { environments: { staging: { state: 'on' } } });
  for (const one of [other, own, ofTenant]) {
    while ((await one.next()).version <= version);
    expect(one.text()).not.toContain('kill_switches');
    one.close();
  }
  stream.close();
});

describe('an application', () => {
  it('that comes back is sent the newest version, where it does not have it', async () => {
    const shahin = api.as('shahin');
    const { secret } = await api.withKey();
    const first = await openWithKey(api, secret);
    const { etag, version } = await first.next();
    first.close();
    await shahin.createFlag('missed_one', { environments: { staging: { state: 'on' } } });
    await shahin.createFlag('missed_two', { environments: { staging: { state: 'on' } } });
    const back = await openWithKey(api, secret, etag);
    const missed = await back.next();
    expect(missed.version).toBe(version + 2);
    back.close();
    const again = await openWithKey(api, secret, missed.etag);
    await shahin.createFlag('not_missed', { environments: { staging: { state: 'on' } } });
    expect((await again.next()).version).toBe(version + 3);
    expect(again.text().match(/^data: \{"type/gm)).toHaveLength(1);
    again.close();
  });

  it('is told when to come back, not everyone at once', async () => {
    const { secret } = await api.withKey();
    const delays = new Set<string>();
    for (let count = 0; count < 5; count += 1) {
      const stream = await openWithKey(api, secret);
      await stream.next();
      delays.add(/^retry: (\d+)$/m.exec(stream.text())?.[1] ?? '');
      stream.close();
    }
    expect(delays.size).toBeGreaterThan(1);
  });

  it('hears of one tenant alone with its key', async () => {
    const shahin = api.as('shahin');
    const { secret } = await api.withKey({ tenant: '98chimp' });
    const stream = await openWithKey(api, secret);
    const { version } = await stream.next();
    const scope = (slug: string) => ({ state: 'targeted', scope: { tenantSlugs: [slug] } });
    await shahin.createFlag('for_one', { environments: { staging: scope('loomi') } });
    const created = await stream.next();
    expect(created.version).toBe(version + 1);
    await shahin.configure('for_one', 'staging', { scope: { tenantSlugs: ['loomi', 'acme'] } });
    await shahin.configure('for_one', 'staging', { scope: { tenantSlugs: ['98chimp'] } });
    // The one between is not for it.
    expect((await stream.next()).version).toBe(version + 3);
    stream.close();
  });

  it('hears of a flag that is kept from it from now on', async () => {
    const ada = api.as('ada');
    await ada.createFlag('soon_sensitive', { environments: { dev: { state: 'off' } } });
    const { secret } = await api.withKey({ tenant: 'acme', kind: 'client' });
    const stream = await openWithKey(api, secret);
    const { version } = await stream.next();
    const change = { action: 'flag.update', key: 'soon_sensitive', sensitive: true };
    const { state } = await carryThrough(api, ada, change, { evidence: 'A note' });
    expect(state).toBe('applied');
    expect((await stream.next()).version).toBe(version + 1);
    stream.close();
  });

  it('loses its stream with its key, and does not get it back', async () => {
    const { secret, key } = await api.withKey();
    const stream = await openWithKey(api, secret);
    await stream.next();
    await api.as('ada').call('DELETE', `/api/admin/sdk-keys/${key.id}`, {});
    await expect(stream.next()).rejects.toThrow('The stream ended');
    await expect(openWithKey(api, secret)).rejects.toThrow('401');
  });

  it('opens it by a ticket where it can send no headers, for as long as its key is good', async () => {
    const { key } = await api.withKey({ kind: 'client', tenant: 'loomi' });
    const grant = { id: key.id, kind: 'client', environment: 'staging' } as const;
    const actor = { sub: `key:${key.id}`, name: '', tenant: 'loomi', key: grant, expiresAt: null };
    const tickets = api.app.get(StreamTickets, { strict: false });
    const ticket = tickets.issue({ ...actor, memberships: [], requestId: '' });
    const url = `${api.url}/api/flags/stream?ticket=${ticket}`;
    const stream = await follow(url);
    expect((await stream.next()).environment).toBe('staging');
    await expect(follow(`${url}x`)).rejects.toThrow('401');
    await expect(follow(`${api.url}/api/flags/eval?key=x&ticket=${ticket}`)).rejects.toThrow('401');
    await api.as('ada').call('DELETE', `/api/admin/sdk-keys/${key.id}`, {});
    await expect(stream.next()).rejects.toThrow('The stream ended');
    await expect(follow(url)).rejects.toThrow('401');
  });
});
