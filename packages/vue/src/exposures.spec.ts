/** @jest-environment ./test/browser-environment.mjs */
import { jest } from '@jest/globals';
import { defineComponent, h, ref } from 'vue';
import fc from 'fast-check';
import { anApi, aPage, closeAll } from '../test/page.ts';
import { pass, passUntil, stopTheClock, until } from '../test/time.ts';
import { ApiError } from './api-error.ts';
import type { ExposureBatch } from './exposures.ts';
import { Exposures } from './exposures.ts';
import { useFeatureFlag } from './use-feature-flag.ts';

const SECOND = 1_000;
const FLAGS = { nav: true, layout: 'cards', unused: true };

beforeEach(() => {
  stopTheClock();
  jest.setSystemTime(new Date('2026-11-21T10:31:07.000Z'));
});
afterEach(closeAll);
afterEach(() => jest.useRealTimers());

const Content = defineComponent(() => {
  const nav = useFeatureFlag('nav');
  const layout = useFeatureFlag('layout', 'control');
  const missing = useFeatureFlag('missing');
  // Never looked at.
  useFeatureFlag('unused');
  return () => h('p', `${nav.value} ${layout.value} ${missing.value}`);
});

/** A page that has shown its flags. */
async function aPageInUse(options = {}) {
  const api = await anApi(FLAGS);
  const page = aPage(api, { follow: false, ...options }, Content);
  await until(() => page.root.textContent === 'true cards false');
  return { api, ...page };
}

const happens = (name: string) => window.dispatchEvent(new Event(name));

it('posts what was used, by variant and minute, now and then', async () => {
  const { api } = await aPageInUse();
  await passUntil(() => api.posts.length === 1, 30 * SECOND);
  const said = { tenant: 'acme', minute: '2026-11-21T10:31:00.000Z', count: 1 };
  expect(api.posts[0]?.counts).toEqual([
    { flag: 'nav', variant: 'on', ...said },
    { flag: 'layout', variant: 'cards', ...said },
  ]);
});

it('counts a flag once a minute, however often it is used', async () => {
  const { api, flags } = await aPageInUse();
  for (let uses = 0; uses < 10; uses += 1) flags.read('nav');
  await pass(60 * SECOND);
  flags.read('nav');
  await pass(60 * SECOND);
  const minutes = api.posts.flatMap(({ counts }) =>
    counts.filter(({ flag }) => flag === 'nav').map(({ minute }) => minute),
  );
  expect(minutes).toEqual(['2026-11-21T10:31:00.000Z', '2026-11-21T10:32:00.000Z']);
});

it('posts at once when the page is left', async () => {
  const { api } = await aPageInUse();
  happens('pagehide');
  await until(() => api.posts.length === 1);
});

it('posts at once when the page is hidden, and when its application ends', async () => {
  const { api, flags, leave } = await aPageInUse();
  document.dispatchEvent(new Event('visibilitychange'));
  await until(() => api.posts.length === 1);
  await pass(60 * SECOND);
  flags.read('unused');
  leave();
  await until(() => api.posts.length === 2);
  happens('pagehide');
  await pass(120 * SECOND);
  expect(api.posts).toHaveLength(2);
});

it('posts at once when whoever used them signs out', async () => {
  const enabled = ref(true);
  const { api } = await aPageInUse({ enabled });
  enabled.value = false;
  await until(() => api.posts.length === 1);
});

it('lets the browser finish a post when the page is gone', async () => {
  const kept: (boolean | undefined)[] = [];
  const options: Parameters<typeof aPage>[1] = {
    fetch: (input, init) => {
      if (`${input}`.endsWith('/exposures')) kept.push(init?.keepalive);
      return fetch(input, init);
    },
  };
  const { api } = await aPageInUse(options);
  happens('pagehide');
  await until(() => api.posts.length === 1);
  expect(kept).toEqual([true]);
});

it.each([404, 409, 429, 500, 503])('posts the same again after %i', async (status) => {
  const { api, flags } = await aPageInUse();
  api.exposuresStatus = status;
  await passUntil(() => api.posts.length === 1);
  api.exposuresStatus = 200;
  await passUntil(() => api.posts.length === 2);
  expect(api.posts[1]).toEqual(api.posts[0]);
  expect(flags.error.value).toBeNull();
  await pass(120 * SECOND);
  expect(api.posts).toHaveLength(2);
});

it.each([400, 403, 413, 422])('drops what was refused for good, with %i', async (status) => {
  const { api } = await aPageInUse();
  api.exposuresStatus = status;
  await passUntil(() => api.posts.length === 1);
  await pass(120 * SECOND);
  expect(api.posts).toHaveLength(1);
});

it('counts nothing when it is told not to, and asks for no details', async () => {
  const { api } = await aPageInUse({ exposures: false });
  happens('pagehide');
  await pass(120 * SECOND);
  expect(api.posts).toHaveLength(0);
  expect(api.questions[0]?.path).toBe('/api/flags/evaluate');
});

it('has each use accepted once, whatever is lost on the way', async () => {
  const a = (name: string) => fc.constantFrom(`${name}1`, `${name}2`, `${name}3`);
  const step = fc.oneof(
    fc.record({ use: fc.tuple(a('flag'), a('variant')) }),
    fc.record({ answer: fc.constantFrom('accepted', 'lost', 'refused') }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step), async (steps) => {
      const accepted = new Map<string, ExposureBatch>();
      const uses = new Set<string>();
      let answer = 'accepted';
      const exposures = new Exposures(async (batch) => {
        if (answer !== 'refused') accepted.set(batch.id, batch);
        if (answer !== 'accepted') throw new ApiError(new Response(null, { status: 503 }));
      });
      for (const each of steps) {
        if ('use' in each) {
          exposures.count(...each.use, null);
          uses.add(each.use.join());
        } else {
          answer = each.answer;
          await exposures.flush();
        }
      }
      answer = 'accepted';
      await exposures.flush();
      const counts = [...accepted.values()].flatMap((batch) => batch.counts);
      // Batches that wait for too long are dropped, the oldest first: here there are fewer.
      expect(counts).toHaveLength(uses.size);
    }),
    { numRuns: 50 },
  );
});

it('posts nothing twice while it waits for the answer', async () => {
  let posts = 0;
  let accept = () => {};
  const exposures = new Exposures(() => {
    posts += 1;
    return new Promise((resolve) => (accept = resolve));
  });
  exposures.count('nav', 'on', null);
  const both = [exposures.flush(), exposures.flush()];
  accept();
  await Promise.all(both);
  expect(posts).toBe(1);
});

it('keeps a page from growing while nobody takes its counts', async () => {
  let posted: ExposureBatch[] = [];
  const exposures = new Exposures((batch) => {
    posted.push(batch);
    return Promise.reject(new Error('fetch failed'));
  });
  for (let flag = 0; flag < 3_000; flag += 1) exposures.count(`flag_${flag}`, 'on', null);
  await exposures.flush();
  expect(posted.map(({ counts }) => counts.length)).toEqual([200, 200, 200, 200, 200]);
  posted = [];
  await exposures.flush();
  expect(posted).toHaveLength(5);
  expect(posted.at(-1)?.counts.at(-1)?.flag).toBe('flag_2999');
});
