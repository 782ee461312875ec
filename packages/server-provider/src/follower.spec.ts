import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderEvents } from '@openfeature/server-sdk';
import { Application } from '../test/application.ts';
import { aFlag, aRuleset } from '../test/rulesets.ts';
import { aStatement } from '../test/signing.ts';
import { until } from '../test/until.ts';
import { useFlagServer } from '../test/use-flag-server.ts';

const { Ready, Stale } = ProviderEvents;
const RULESET = '/api/flags/ruleset';
const STREAM = '/api/flags/stream';

const never = () => new Promise<void>(() => undefined);
const only = (flag: string) => aRuleset({ flags: { [flag]: aFlag() } });

describe('following the API', () => {
  const server = useFlagServer();

  describe('by its stream', () => {
    it('serves a new version as soon as it is announced', async () => {
      const app = await new Application(server()).start();
      await until(() => server().streams.size === 1);
      server().publish({ ruleset: only('new') });
      await until(() => app.isOn('new'));
      const { headers } = server().requests(RULESET).at(-1) ?? {};
      expect(headers).toMatchObject({ 'x-min-ruleset-version': '2' });
      expect(headers?.['if-none-match']).toBeDefined();
      expect(app.flagsChanged).toEqual([['new']]);
      expect(app.statusEvents).toEqual([Ready]);
    });

    it('downloads nothing for what it has', async () => {
      const app = await new Application(server()).start();
      await until(() => server().streams.size === 1);
      for (let times = 0; times < 3; times++) server().announce();
      server().publish({ ruleset: only('new') });
      await until(() => app.isOn('new'));
      expect(server().requests(RULESET).length).toBeLessThanOrEqual(3);
    });

    it('downloads once for a burst, and once more for what came meanwhile', async () => {
      const app = await new Application(server()).start();
      await until(() => server().streams.size === 1);
      const before = server().requests(RULESET).length;
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      server().publish();
      const { jws } = server();
      server().beforeAnswer = async ({ path }) => {
        if (path !== RULESET) return;
        await held;
        // The first answer was on its way before the burst; the second has all of it.
        server().forged = server().requests(RULESET).length === before + 1 ? jws : undefined;
      };

      await until(() => server().requests(RULESET).length === before + 1);
      for (let times = 0; times < 20; times++) server().publish();
      server().publish({ ruleset: only('last') });
      await server().roundTrip();
      release();
      await until(() => app.isOn('last'));
      expect(server().requests(RULESET)).toHaveLength(before + 2);
    });

    it('comes back with the id of the last event that it has downloaded', async () => {
      const app = await new Application(server()).start();
      await until(() => server().streams.size === 1);
      server().publish({ ruleset: only('new') });
      await until(() => app.isOn('new'));
      server().endStreams();
      await until(() => server().requests(STREAM).length === 2);
      const [first, second] = server().requests(STREAM);
      expect(first?.headers['last-event-id']).toBeUndefined();
      expect(second?.headers['last-event-id']).toBe('prod:2');
    });

    it('gets what it missed while it was away', async () => {
      const app = await new Application(server()).start();
      await until(() => server().streams.size === 1);
      await server().stop();
      server().publish({ ruleset: only('missed') });
      await server().start();
      await until(() => app.isOn('missed'));
    });

    it('waits as long as it is told before it comes back', async () => {
      server().retry = 400;
      await new Application(server()).start();
      await until(() => server().streams.size === 1);
      const endedAt = performance.now();
      server().endStreams();
      await until(() => server().requests(STREAM).length === 2);
      expect(performance.now() - endedAt).toBeGreaterThan(390);
    });

    it('leaves the API alone for as long as it asks', async () => {
      server().refuses = ({ path }) =>
        path === STREAM && server().requests(STREAM).length === 1
          ? [429, { 'retry-after': '1' }]
          : undefined;
      const startedAt = performance.now();
      await new Application(server()).start();
      await until(() => server().requests(STREAM).length === 2);
      expect(performance.now() - startedAt).toBeGreaterThan(990);
    });

    it('waits longer after each failure', async () => {
      const at: number[] = [];
      server().refuses = ({ path }) => {
        if (path === STREAM) at.push(performance.now());
        return path === STREAM ? [503] : undefined;
      };
      await new Application(server(), {}, { backoff: 20 }).start();
      await until(() => at.length === 5);
      const waits = at.slice(1).map((time, index) => time - (at[index] as number));
      waits.forEach((wait, index) => expect(wait).toBeGreaterThanOrEqual(20 * 2 ** index - 2));
    });

    it('comes back when it has heard nothing for too long', async () => {
      server().heartbeat = 60_000;
      const app = await new Application(server(), {}, { silence: 100 }).start();
      await until(() => server().requests(STREAM).length >= 3);
      expect(app.statusEvents).toEqual([Ready]);
    });

    it('stays while there are heartbeats', async () => {
      server().heartbeat = 20;
      await new Application(server(), {}, { silence: 1_000 }).start();
      await sleep(1_500);
      expect(server().requests(STREAM)).toHaveLength(1);
    });

    it('is READY as long as the stream is there, however quiet', async () => {
      server().heartbeat = 60_000;
      const app = await new Application(server(), { staleAfter: 20 }).start();
      await until(() => server().streams.size === 1);
      await sleep(100);
      expect(app.statusEvents.at(-1)).toBe(Ready);
      expect(app.status).toBe('READY');
    });

    it('passes over what it does not understand', async () => {
      const app = await new Application(server()).start();
      await until(() => server().streams.size === 1);
      for (const stream of server().streams) {
        stream.write('data: {\n\ndata: null\n\ndata: {"version":"9"}\n\nevent: other\ndata: 9\n\n');
      }
      server().publish({ ruleset: only('new') });
      await until(() => app.isOn('new'));
      expect(app.log.filter((line) => !/^(debug|info)/.test(line))).toEqual([]);
    });

    it("takes the API's word when a tenant's own version stays behind the announced one", async () => {
      const app = await new Application(server(), { staleAfter: 20 }).start();
      await until(() => server().streams.size === 1);
      const { statement } = server();
      server().statement = { ...statement, version: 9 };
      server().announce();
      server().statement = statement;
      await until(() => server().requests(RULESET).length === 2);
      await sleep(100);
      expect(server().requests(RULESET)).toHaveLength(2);
      expect(app.status).toBe('READY');
    });
  });

  describe('while there is no stream', () => {
    it('polls, and is answered 304 until there is something new', async () => {
      server().refuses = ({ path }) => (path === STREAM ? [503] : undefined);
      const options = { pollInterval: 20, staleAfter: 60_000 };
      const app = await new Application(server(), options).start();
      await until(() => server().requests(RULESET).length >= 4);
      const [first, ...others] = server().requests(RULESET);
      expect(first?.headers['if-none-match']).toBeUndefined();
      for (const { headers } of others) expect(headers['if-none-match']).toBeDefined();
      expect(app.flagsChanged).toEqual([]);

      server().publish({ ruleset: only('polled') });
      await until(() => app.isOn('polled'));
      expect(app.statusEvents).toEqual([Ready]);
    });

    it('polls however often the stream breaks', async () => {
      server().retry = 1;
      server().heartbeat = 1;
      await new Application(server(), { pollInterval: 400 }).start();
      const breaking = setInterval(() => server().endStreams(), 20);
      await until(() => server().requests(RULESET).length >= 3);
      clearInterval(breaking);
    });

    it('polls when it is told not to stream', async () => {
      const app = await new Application(server(), { stream: false, pollInterval: 20 }).start();
      server().publish({ ruleset: only('polled') });
      await until(() => app.isOn('polled'));
      expect(server().requests(STREAM)).toEqual([]);
    });

    it('turns STALE after a while without the API, keeps answering, and is READY when it is back', async () => {
      server().statement = aStatement({ ruleset: only('steady') });
      const app = await new Application(server(), { pollInterval: 50 }).start();
      await until(() => server().streams.size === 1);
      await sleep(150);
      await server().stop();
      const stoppedAt = performance.now();
      await until(() => app.status === 'STALE');
      expect(performance.now() - stoppedAt).toBeGreaterThan(90);
      expect(await app.isOn('steady')).toBe(true);
      await server().start();
      await until(() => app.status === 'READY');
      expect(app.statusEvents).toEqual([Ready, Stale, Ready]);
      expect(app.flagsChanged).toEqual([]);
    });

    it('polls as ever while something on the way holds the stream back', async () => {
      server().refuses = ({ path }) => (path === STREAM ? [200] : undefined);
      server().beforeAnswer = ({ path }, response) =>
        path === STREAM ? (response.writeHead(200).flushHeaders(), never()) : undefined;
      const app = await new Application(server(), { pollInterval: 20 }).start();
      server().publish({ ruleset: only('polled') });
      await until(() => app.isOn('polled'));
    });

    it('does not come back at once because it is told to wait for years', async () => {
      const years = String(10 ** 9);
      server().retry = 10 ** 12;
      server().refuses = ({ path }) =>
        path === RULESET ? [503, { 'retry-after': years }] : undefined;
      await new Application(server(), { initTimeout: 50, pollInterval: Infinity }).startAnyhow();
      await until(() => server().streams.size === 1);
      server().endStreams();
      await until(() => server().streams.size === 0);
      await sleep(100);
      expect(server().requests(STREAM)).toHaveLength(1);
    });

    it('stays READY through a short interruption', async () => {
      const app = await new Application(server()).start();
      await until(() => server().streams.size === 1);
      await server().stop();
      await server().start();
      await until(() => server().streams.size === 1);
      expect(app.statusEvents).toEqual([Ready]);
    });
  });

  it('turns STALE when a version is announced that cannot be downloaded', async () => {
    const app = await new Application(server(), { staleAfter: 50 }).start();
    await until(() => server().streams.size === 1);
    server().refuses = ({ path }) => (path === RULESET ? [503] : undefined);
    server().publish({ ruleset: only('late') });
    await until(() => app.status === 'STALE');
    server().refuses = () => undefined;
    await until(() => app.status === 'READY' && app.isOn('late'));
  });

  it('turns STALE when its key is revoked, and keeps answering', async () => {
    server().statement = aStatement({ ruleset: only('steady') });
    const app = await new Application(server()).start();
    await until(() => server().streams.size === 1);
    server().key = 'another';
    server().endStreams();
    await until(() => app.status === 'STALE');
    expect(app.events.at(-1)?.details.message).toBe('the API does not take the key');
    expect(await app.isOn('steady')).toBe(true);
  });

  it('stops when it is closed', async () => {
    const app = await new Application(server(), { pollInterval: 20 }).start();
    await until(() => server().streams.size === 1);
    await app.provider.onClose();
    await until(() => server().streams.size === 0);
    const requests = server().received.length;
    await sleep(100);
    expect(server().received).toHaveLength(requests);
  });

  it('can be closed before it has started, and started again', async () => {
    server().beforeAnswer = never;
    const app = new Application(server(), { initTimeout: 60_000 });
    const started = app.startAnyhow();
    await until(() => server().received.length > 0);
    await app.provider.onClose();
    expect(await started).toBeDefined();

    server().beforeAnswer = () => undefined;
    await app.provider.initialize();
    await until(() => server().streams.size === 1);
  });

  it('never logs the key', async () => {
    const app = await new Application(server(), { pollInterval: 20, requestTimeout: 50 }).start();
    server().endStreams();
    server().beforeAnswer = ({ path }) => (path === RULESET ? never() : undefined);
    await until(() => app.log.some((line) => line.includes('did not answer (AbortError)')));
    await server().stop();
    await until(() => app.log.some((line) => line.includes('ECONNREFUSED')));
    expect(app.log.join('\n')).not.toContain(app.key);
    expect(JSON.stringify(app.events)).not.toContain(app.key);
  });

  it('never logs what a fetch of its own says about a request', async () => {
    const app = new Application(server(), {
      initTimeout: 50,
      fetch: (_, init) => Promise.reject(new Error(JSON.stringify(init?.headers))),
    });
    await app.startAnyhow();
    expect(app.log.join('\n')).toContain('did not answer');
    expect(app.log.join('\n')).not.toContain(app.key);
  });
});
