import { jest } from '@jest/globals';
import type { EvaluateResponse } from '@halyard/contracts';
import type { FlagState } from './flag-client.ts';
import { createFlagClient, DARK } from './flag-client.ts';

const SECOND = 1_000;

/** A platform API that can be taken away, and a page that follows it. */
function aPage() {
  const api = {
    isUp: true,
    version: 1,
    flags: { new_billing_v2: true },
  };
  const questions: (number | null)[] = [];
  const streams: { emit(name: string, version?: number): void; isClosed: boolean }[] = [];
  const session = { isOpen: true };
  const state = { value: DARK };

  const client = createFlagClient({
    state: state as { value: FlagState } as Parameters<typeof createFlagClient>[0]['state'],
    evaluate: (atLeast) => {
      questions.push(atLeast);
      if (!api.isUp) return Promise.reject(new TypeError('fetch failed'));
      const { version, flags } = api;
      return Promise.resolve<EvaluateResponse>({
        environment: 'prod',
        tenant: 'a',
        version,
        flags,
      });
    },
    openStream: () => {
      const listeners = new Map<string, (event: unknown) => void>();
      const opened = {
        isClosed: false,
        emit: (name: string, version = api.version) =>
          listeners.get(name)?.({ data: JSON.stringify({ environment: 'prod', version }) }),
      };
      streams.push(opened);
      return {
        addEventListener: (name: string, listener: unknown) =>
          void listeners.set(name, listener as (event: unknown) => void),
        close: () => (opened.isClosed = true),
      };
    },
    isSignedIn: () => session.isOpen,
  });
  function stream() {
    const latest = streams.at(-1);
    if (!latest) throw new Error('Nothing is followed');
    return latest;
  }

  return { api, client, questions, session, state, stream, streams };
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('starts dark, and shows what the API says', async () => {
  const { client, state } = aPage();
  expect(state.value).toEqual({ flags: {}, ready: false, version: null });
  await client.refresh();
  expect(state.value).toEqual({ flags: { new_billing_v2: true }, ready: true, version: 1 });
});

it('stays dark when the API does not answer', async () => {
  const { api, client, state } = aPage();
  api.isUp = false;
  await client.refresh();
  expect(state.value).toBe(DARK);
});

it('asks once for a page that the server has rendered with its flags', async () => {
  const page = aPage();
  await page.client.refresh();
  page.client.follow();
  page.stream().emit('change');
  await pass(60 * SECOND);
  expect(page.questions).toHaveLength(1);
});

it('asks for the announced version when something has changed', async () => {
  const page = aPage();
  await page.client.refresh();
  page.client.follow();
  page.api.version = 2;
  page.api.flags = { new_billing_v2: false };
  page.stream().emit('change');
  await pass(0);
  expect(page.questions).toEqual([null, 2]);
  expect(page.state.value).toMatchObject({ flags: { new_billing_v2: false }, version: 2 });
});

it('asks again for a change that comes while it is asking', async () => {
  const page = aPage();
  await page.client.refresh();
  page.client.follow();
  page.stream().emit('change', 2);
  page.stream().emit('change', 3);
  page.api.version = 3;
  await pass(SECOND);
  expect(page.state.value.version).toBe(3);
  expect(page.questions.at(-1)).toBe(3);
});

describe('when the stream breaks', () => {
  async function aBrokenPage(isUp: boolean) {
    const page = aPage();
    await page.client.refresh();
    page.client.follow();
    page.api.isUp = isUp;
    page.stream().emit('error');
    return page;
  }

  it('keeps the flags while the API still answers, and follows again', async () => {
    const page = await aBrokenPage(true);
    await pass(SECOND);
    expect(page.state.value.ready).toBe(true);
    expect(page.streams).toHaveLength(2);
    expect(page.streams[0]?.isClosed).toBe(true);
  });

  it('is dark within two seconds of an API that is gone', async () => {
    const page = await aBrokenPage(false);
    await pass(2 * SECOND);
    expect(page.state.value).toBe(DARK);
  });

  it('bears a blip', async () => {
    const page = await aBrokenPage(false);
    await pass(SECOND);
    expect(page.state.value.ready).toBe(true);
    page.api.isUp = true;
    await pass(SECOND);
    expect(page.state.value.ready).toBe(true);
  });

  it('comes back with the API, however long that takes', async () => {
    const page = await aBrokenPage(false);
    await pass(3600 * SECOND);
    expect(page.streams).toHaveLength(1);
    page.api.isUp = true;
    await pass(15 * SECOND);
    expect(page.state.value.flags).toEqual({ new_billing_v2: true });
    expect(page.streams).toHaveLength(2);
  });

  it('asks ever more rarely where streams never open', async () => {
    const page = await aBrokenPage(true);
    for (let tries = 0; tries < 600; tries += 1) {
      await pass(SECOND);
      if (!page.stream().isClosed) page.stream().emit('error');
    }
    expect(page.questions.length).toBeGreaterThan(30);
    expect(page.questions.length).toBeLessThan(100);
  });

  it('stops when the session ends', async () => {
    const page = await aBrokenPage(true);
    page.session.isOpen = false;
    await pass(60 * SECOND);
    expect(page.streams).toHaveLength(1);
    expect(page.state.value).toBe(DARK);
  });
});

it('goes dark when a change was announced and cannot be asked for', async () => {
  const page = aPage();
  await page.client.refresh();
  page.client.follow();
  page.api.isUp = false;
  page.stream().emit('change', 2);
  await pass(2 * SECOND);
  expect(page.state.value).toBe(DARK);
});

it('recovers by itself from a refresh that failed in the browser', async () => {
  const page = aPage();
  page.client.follow();
  page.api.isUp = false;
  await page.client.refresh();
  expect(page.state.value).toBe(DARK);
  page.api.isUp = true;
  await pass(15 * SECOND);
  expect(page.state.value.ready).toBe(true);
});
