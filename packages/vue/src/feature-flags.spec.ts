/** @jest-environment ./test/browser-environment.mjs */
import { jest } from '@jest/globals';
import { nextTick, ref } from 'vue';
import type { ServerResponse } from 'node:http';
import { json } from '../test/flags-server.ts';
import type { FlagsServer } from '../test/flags-server.ts';
import { isHeard, watchedFetch } from '../test/network.ts';
import { anApi, aPage, closeAll } from '../test/page.ts';
import { pass, passUntil, stopTheClock, until } from '../test/time.ts';
import type { ApiError } from './api-error.ts';
import type { FlagContext } from './flag-context.ts';
import { DARK } from './flag-state.ts';

const SECOND = 1_000;
const FLAGS = { new_billing: true };

beforeEach(stopTheClock);
afterEach(closeAll);
afterEach(() => jest.useRealTimers());

/** A page that has its flags and follows. */
async function aLivePage() {
  const api = await anApi(FLAGS);
  const page = aPage(api);
  await until(() => page.flags.ready.value && api.open === 1);
  return { api, ...page };
}

/** Holds the next answer back, until this is called with it. */
function nextAnswer(api: FlagsServer) {
  let asking: ServerResponse | undefined;
  api.answer = (_, response) => {
    asking = response;
    api.answer = undefined;
  };
  return async (body: object) => {
    await until(() => asking !== undefined);
    if (asking) json(asking, body);
  };
}

/** There is a new version, and the page has heard of it. */
async function hear(api: FlagsServer, version: number) {
  await until(() => api.answer === undefined);
  api.version = version;
  api.announce();
  await until(() => isHeard(`"version":${version}`));
}

it('is dark until the API has answered', async () => {
  const api = await anApi(FLAGS);
  const { flags } = aPage(api);
  expect(flags.serialize()).toEqual(DARK);
  await until(() => flags.ready.value);
  expect(flags.flags.value).toEqual(FLAGS);
  expect(flags.error.value).toBeNull();
});

it('asks once for a session, and follows from there', async () => {
  const { api } = await aLivePage();
  await pass(40 * SECOND);
  expect(api.questions).toHaveLength(1);
  expect(api.followers).toHaveLength(1);
});

it('asks nothing for a page that the server has rendered with its flags', async () => {
  const api = await anApi(FLAGS);
  const server = aPage(api, { follow: false });
  await until(() => server.flags.ready.value);
  const initial = JSON.parse(JSON.stringify(server.flags.serialize())) as never;
  const { flags } = aPage(api, { initial });
  expect(flags.flags.value).toEqual(FLAGS);
  await until(() => api.open === 1);
  await pass(40 * SECOND);
  expect(api.questions).toHaveLength(1);
});

it('speaks with its key, or as its headers say', async () => {
  const api = await anApi();
  let asked = 0;
  const headers = () => Promise.resolve({ authorization: `Bearer token ${(asked += 1)}` });
  aPage(api, { key: 'hlk_client_x' });
  await until(() => api.open === 1 && api.questions.length === 1);
  aPage(api, { headers });
  await until(() => api.open === 2 && api.questions.length === 2);
  const said = [...api.questions, ...api.followers.map((headers) => ({ headers }))];
  expect(said.map(({ headers }) => headers.authorization).toSorted()).toEqual([
    'Bearer hlk_client_x',
    'Bearer hlk_client_x',
    'Bearer token 1',
    'Bearer token 2',
  ]);
});

it('asks for a tenant, a person and attributes, and for certain flags', async () => {
  const api = await anApi();
  const context = { tenant: 'acme', targetingKey: 'kim', beta: true };
  aPage(api, { context, keys: ['new_billing'] });
  await until(() => api.questions.length === 1);
  expect(api.questions[0]?.body).toEqual({
    tenantSlug: 'acme',
    context: { targetingKey: 'kim', beta: true },
    keys: ['new_billing'],
  });
});

describe('a change', () => {
  it('is asked for by the version that was announced', async () => {
    const { api, flags } = await aLivePage();
    Object.assign(api, { version: 2, flags: { new_billing: false } });
    api.announce();
    await until(() => flags.flags.value['new_billing'] === false);
    const versions = api.questions.map(({ headers }) => headers['x-min-ruleset-version']);
    expect(versions).toEqual([undefined, '2']);
  });

  it('that comes while another is asked for is asked for too', async () => {
    const { api, flags } = await aLivePage();
    const answer = nextAnswer(api);
    api.announce(2);
    await hear(api, 3);
    await answer({ version: 2, flags: {}, tenant: null });
    await until(() => flags.serialize().version === 3);
    expect(api.questions.at(-1)?.headers['x-min-ruleset-version']).toBe('3');
  });

  it('that is no news is not asked for', async () => {
    const { api } = await aLivePage();
    api.announce(1);
    api.announce(0);
    await pass(SECOND);
    expect(api.questions).toHaveLength(1);
  });

  it('of all tenants is asked for once, though the tenant’s own version is lower', async () => {
    const { api } = await aLivePage();
    api.announce(20);
    await pass(SECOND);
    api.announce(20);
    await pass(SECOND);
    expect(api.questions).toHaveLength(2);
  });

  it('leaves a page dark that cannot ask for it', async () => {
    const { api, flags } = await aLivePage();
    api.answer = (_, response) => response.destroy();
    api.announce(2);
    expect(await passUntil(() => !flags.ready.value)).toBeLessThanOrEqual(2 * SECOND);
    expect(flags.flags.value).toEqual({});
    expect(flags.error.value?.message).toContain('fetch failed');
  });
});

describe('when the stream breaks', () => {
  it('keeps the flags while the API still answers, and follows again', async () => {
    const { api, flags } = await aLivePage();
    api.breakStreams();
    await passUntil(() => api.open === 1);
    expect(flags.ready.value).toBe(true);
    expect(api.questions).toHaveLength(2);
  });

  it('is dark within two and a half seconds of an API that is gone', async () => {
    const { api, flags } = await aLivePage();
    api.goAway();
    expect(await passUntil(() => !flags.ready.value)).toBeLessThanOrEqual(2.5 * SECOND);
  });

  it('bears a blip', async () => {
    const { api, flags } = await aLivePage();
    api.goAway();
    await passUntil(() => flags.error.value !== null);
    expect(flags.ready.value).toBe(true);
    api.isUp = true;
    await passUntil(() => flags.error.value === null);
    expect(flags.ready.value).toBe(true);
  });

  it('comes back with the API, however long that takes', async () => {
    const { api, flags } = await aLivePage();
    api.goAway();
    await pass(600 * SECOND);
    api.isUp = true;
    await passUntil(() => flags.ready.value, 15 * SECOND);
    await passUntil(() => api.open === 1, 15 * SECOND);
    expect(flags.flags.value).toEqual(FLAGS);
  });

  it('asks ever more rarely where streams never stay', async () => {
    const { api } = await aLivePage();
    for (let second = 0; second < 600; second += 1) {
      api.breakStreams();
      await pass(SECOND);
    }
    expect(api.questions.length).toBeGreaterThan(30);
    expect(api.questions.length).toBeLessThan(110);
  });

  it('notices by the silence where nobody says so', async () => {
    const { api } = await aLivePage();
    await pass(44 * SECOND);
    api.beat();
    await pass(44 * SECOND);
    expect(api.followers).toHaveLength(1);
    await passUntil(() => api.followers.length === 2, 5 * SECOND);
  });

  it('takes an API at its word that has lost its newest versions', async () => {
    const { api, flags } = await aLivePage();
    api.version = 40;
    api.announce();
    await until(() => flags.serialize().version === 40);
    api.answer = ({ headers }, response) => {
      const isAhead = Number(headers['x-min-ruleset-version'] ?? 0) > 5;
      json(response, { version: 5, flags: FLAGS, tenant: null }, isAhead ? 503 : 200);
    };
    api.version = 5;
    api.breakStreams();
    await passUntil(() => flags.serialize().version === 5);
  });
});

describe('an API that says no', () => {
  it.each([400, 401, 403, 404])('with %i is believed at once', async (status) => {
    const { api, flags } = await aLivePage();
    api.answer = (_, response) => json(response, {}, status);
    api.announce(2);
    await until(() => !flags.ready.value);
    expect(api.questions).toHaveLength(2);
    expect((flags.error.value as ApiError).status).toBe(status);
  });

  it('is left alone for as long as it asks for, in the dark', async () => {
    const { api, flags } = await aLivePage();
    api.answer = (_, response) => response.writeHead(429, { 'retry-after': '20' }).end();
    api.announce(2);
    await until(() => !flags.ready.value);
    await pass(19 * SECOND);
    expect(api.questions).toHaveLength(2);
    await passUntil(() => api.questions.length === 3, 2 * SECOND);
  });

  it('for a moment only is a blip', async () => {
    const { api, flags } = await aLivePage();
    api.answer = (_, response) => response.writeHead(503, { 'retry-after': '1' }).end();
    api.announce(2);
    await until(() => flags.error.value !== null);
    api.answer = undefined;
    expect(await passUntil(() => flags.error.value === null)).toBeGreaterThanOrEqual(SECOND);
    expect(flags.ready.value).toBe(true);
  });

  it.each(['<html>', '{}', 'null', '{"version":1,"flags":null}'])(
    'with 200 and %s gives no flags',
    async (body) => {
      const api = await anApi();
      api.answer = (_, response) => response.end(body);
      const { flags } = aPage(api, { follow: false });
      await until(() => flags.error.value !== null);
      expect(flags.serialize()).toEqual(DARK);
    },
  );

  it('is not waited for when it says nothing', async () => {
    const api = await anApi();
    api.answer = () => undefined;
    const { flags } = aPage(api, { timeoutMs: 50 });
    await until(() => flags.error.value !== null);
    expect(flags.error.value?.message).toContain('timeout');
  });
});

describe('an API whose database is away', () => {
  it('is stale, and asked with each heartbeat until it is not', async () => {
    const api = await anApi(FLAGS);
    api.stale = true;
    const { flags } = aPage(api);
    await until(() => flags.ready.value && api.open === 1);
    expect(flags.stale.value).toBe(true);
    expect(flags.flags.value).toEqual(FLAGS);
    api.stale = false;
    api.beat();
    await until(() => !flags.stale.value);
    api.beat();
    await pass(SECOND);
    expect(api.questions).toHaveLength(2);
  });
});

describe('refresh', () => {
  it('asks now', async () => {
    const { api, flags } = await aLivePage();
    api.flags = { new_billing: false };
    await flags.refresh();
    expect(flags.flags.value).toEqual({ new_billing: false });
  });

  it('leaves a page dark without an answer, and the page recovers by itself', async () => {
    const { api, flags } = await aLivePage();
    api.answer = (_, response) => response.destroy();
    await flags.refresh();
    expect(flags.serialize()).toEqual(DARK);
    api.answer = undefined;
    await passUntil(() => flags.ready.value, 15 * SECOND);
  });

  it('misses no change that comes meanwhile', async () => {
    const { api, flags } = await aLivePage();
    const answer = nextAnswer(api);
    const isAsked = flags.refresh();
    await hear(api, 2);
    await answer({ version: 1, flags: {}, tenant: null });
    await isAsked;
    await until(() => flags.serialize().version === 2);
  });
});

describe('another context', () => {
  const kim: FlagContext = { targetingKey: 'kim', plan: 'free' };

  /** An API that gives everyone their own name, and keeps Kim waiting for it. */
  async function anApiOfNames() {
    const api = await anApi();
    const answers = new Map<string, () => void>();
    api.answer = ({ body }, response) => {
      const name = `${body.context?.['targetingKey']}`;
      const flags = { name, plan: body.context?.['plan'] };
      answers.set(name, () => json(response, { version: 1, flags, tenant: null }));
      if (name !== 'kim') answers.get(name)?.();
    };
    const release = async (name: string) => {
      await until(() => answers.has(name));
      answers.get(name)?.();
      answers.delete(name);
    };
    return { api, release };
  }

  it('gets its own answer, and an answer to the one before comes too late', async () => {
    const { api, release } = await anApiOfNames();
    // Not even from a fetch that cannot be aborted.
    const fetch: typeof watchedFetch = (input, init) =>
      watchedFetch(input, { ...init, signal: null });
    const { flags } = aPage(api, { context: kim, fetch, follow: false });
    await until(() => api.questions.length === 1);
    await flags.setContext({ targetingKey: 'leila' });
    await release('kim');
    await pass(SECOND);
    expect(flags.flags.value['name']).toBe('leila');
  });

  it('of someone else leaves nothing of the one before', async () => {
    const { api, release } = await anApiOfNames();
    const { flags } = aPage(api, { context: kim });
    await release('kim');
    await until(() => flags.ready.value);
    api.answer = (_, response) => response.destroy();
    const isAsked = flags.setContext({ targetingKey: 'leila' });
    expect(flags.serialize()).toEqual(DARK);
    await isAsked;
    expect(flags.serialize()).toEqual(DARK);
  });

  it('of the same person keeps the flags until there is an answer', async () => {
    const { api, release } = await anApiOfNames();
    const { flags } = aPage(api, { context: kim });
    await release('kim');
    await until(() => flags.ready.value);
    const isAsked = flags.setContext({ ...kim, plan: 'pro' });
    expect(flags.flags.value['plan']).toBe('free');
    await release('kim');
    await isAsked;
    expect(flags.flags.value['plan']).toBe('pro');
  });

  it('is asked for when its ref changes, and only then', async () => {
    const api = await anApi(FLAGS);
    const context = ref<FlagContext>(kim);
    const { flags } = aPage(api, { context });
    await until(() => flags.ready.value);
    context.value = { ...kim };
    await nextTick();
    Object.assign(context.value, { targetingKey: 'leila' });
    await until(() => api.questions.length === 2);
    await pass(SECOND);
    expect(api.questions.map(({ body }) => body.context?.['targetingKey'])).toEqual([
      'kim',
      'leila',
    ]);
  });
});

describe('a page where nobody is signed in', () => {
  it('asks nothing, and is dark again when they sign out', async () => {
    const api = await anApi(FLAGS);
    const enabled = ref(false);
    const { flags } = aPage(api, { enabled, initial: { ...DARK, flags: FLAGS, ready: true } });
    expect(flags.flags.value).toEqual({});
    await flags.refresh();
    await pass(SECOND);
    expect(api.questions).toHaveLength(0);
    enabled.value = true;
    await until(() => flags.ready.value && api.open === 1);
    enabled.value = false;
    expect(flags.serialize()).toEqual(DARK);
    await until(() => api.open === 0);
    await pass(60 * SECOND);
    expect(api.followers).toHaveLength(1);
  });
});

it('stops when the application is unmounted', async () => {
  const { api, leave } = await aLivePage();
  leave();
  await until(() => api.open === 0);
  await pass(60 * SECOND);
  expect(api.followers).toHaveLength(1);
});
