import { setTimeout as sleep } from 'node:timers/promises';
import type { EvaluationContext } from '@openfeature/server-sdk';
import fc from 'fast-check';
import { Application } from '../test/application.ts';
import type { Received } from '../test/flag-server.ts';
import { aFlag, aRuleset } from '../test/rulesets.ts';
import { aStatement } from '../test/signing.ts';
import { until } from '../test/until.ts';
import { useFlagServer } from '../test/use-flag-server.ts';
import type { ExposureCount } from './exposures.ts';

const EXPOSURES = '/api/flags/exposures';
const MINUTE = 60_000;
const START = Date.parse('2026-11-21T10:31:00.000Z');

const FLAGS = {
  one: aFlag(),
  two: aFlag({ state: 'off' }),
  color: aFlag({ type: 'string', variants: { on: 'red', off: 'blue' } }),
  by_user: aFlag({ state: 'rollout', rollout: { percentage: 50, bucketBy: 'user' } }),
};
const TENANTS = {
  loomi: { plan: null, partnerSlug: null },
  acme: { plan: null, partnerSlug: null },
};

describe('exposures', () => {
  const server = useFlagServer();
  let now: number;

  const start = (exposures: object | false = { interval: 20 }, closeTimeout = 5_000) => {
    now = START;
    server().statement = aStatement({
      tenants: TENANTS,
      ruleset: aRuleset({ flags: FLAGS }),
      notAfter: new Date(START + 24 * 60 * MINUTE).toISOString(),
    });
    return new Application(server(), { exposures, closeTimeout }, { now: () => now }).start();
  };
  const posts = () => server().requests(EXPOSURES);
  const received = () => server().counts;

  it('are counted by flag, variant, tenant and minute', async () => {
    const app = await start();
    await app.isOn('one', { tenant: 'loomi' });
    await app.isOn('one', { tenant: 'loomi', targetingKey: 'u-1' });
    await app.isOn('one', { tenant: 'acme' });
    await app.isOn('two');
    now += MINUTE - 1;
    await app.isOn('two');
    now += 1;
    await app.isOn('two');
    await app.provider.onClose();

    const minute = '2026-11-21T10:31:00.000Z';
    expect(received()).toEqual(
      [
        { flag: 'one', variant: 'on', tenant: 'loomi', minute, count: 2 },
        { flag: 'one', variant: 'on', tenant: 'acme', minute, count: 1 },
        { flag: 'two', variant: 'off', tenant: null, minute, count: 2 },
        { flag: 'two', variant: 'off', tenant: null, minute: '2026-11-21T10:32:00.000Z', count: 1 },
      ].map((count) => expect.objectContaining(count)),
    );
  });

  it('are posted while the application runs', async () => {
    const app = await start();
    await app.isOn('one');
    await until(() => received().length === 1);
    await app.isOn('one');
    await until(() => received().length === 2);
    expect(new Set(posts().map(keyOf)).size).toBe(2);
  });

  it('are not posted where there are none', async () => {
    await start();
    await sleep(100);
    expect(posts()).toEqual([]);
  });

  it('are none where the caller got the default', async () => {
    const app = await start();
    await app.isOn('missing');
    await app.isOn('color');
    await app.isOn('by_user');
    await app.isOn('one', { tenant: 'nobody' });
    await app.provider.onClose();
    expect(posts()).toEqual([]);
  });

  it('can be turned off', async () => {
    const app = await start(false);
    await app.isOn('one');
    await app.provider.onClose();
    expect(posts()).toEqual([]);
  });

  it.each([
    ['refused for now', [503]],
    ['refused for a moment', [429, { 'retry-after': '0' }]],
    ['not allowed', [403]],
  ] as const)('are kept, and posted under the same key, when they are %s', async (_, answer) => {
    const app = await start();
    server().refuses = ({ path }) =>
      path === EXPOSURES && posts().length <= 3 ? answer : undefined;
    await app.isOn('one');
    await until(() => posts().length >= 1);
    await app.isOn('two');
    await until(() => received().length === 2);
    const keys = posts().map(keyOf);
    expect(new Set(keys.slice(0, 4)).size).toBe(1);
    expect(new Set(keys.slice(0, 4).map((_, index) => posts()[index]?.body)).size).toBe(1);
    expect(keys[4]).not.toBe(keys[0]);
    expect(received().map(({ flag }) => flag)).toEqual(['one', 'two']);
  });

  it('are counted once when only the answer is lost', async () => {
    const app = await start({ interval: 60_000 });
    for (let times = 0; times < 3; times++) await app.isOn('one');
    let lost = 0;
    server().losesAnswer = () => lost++ < 2;
    await app.provider.onClose();
    expect(posts()).toHaveLength(3);
    expect(totals(received())).toEqual({ 'one/on/null': 3 });
  });

  it('wait as long as the API asks', async () => {
    const app = await start();
    server().refuses = ({ path }) =>
      path === EXPOSURES && posts().length === 1 ? [429, { 'retry-after': '1' }] : undefined;
    await app.isOn('one');
    await until(() => posts().length === 1);
    const refusedAt = performance.now();
    await until(() => received().length === 1);
    expect(performance.now() - refusedAt).toBeGreaterThan(800);
  });

  it('make way when the batch itself is at fault, and say so', async () => {
    const app = await start();
    server().refuses = ({ path }) =>
      path === EXPOSURES && posts().length === 1 ? [400] : undefined;
    await app.isOn('one');
    await until(() =>
      app.log.some(
        (line) =>
          line === 'error Halyard: 1 exposures were refused: api/flags/exposures answered 400',
      ),
    );
    await app.isOn('two');
    await until(() => received().length === 1);
    expect(received()[0]?.flag).toBe('two');
  });

  it('are all posted on a clean shutdown, at most a thousand at a time', async () => {
    const app = await start({ interval: 60_000 });
    for (let minute = 0; minute < 2_500; minute++) {
      await app.isOn('one');
      now += MINUTE;
    }
    await app.provider.onClose();
    expect(posts().map(({ body }) => countsIn(body))).toEqual([1_000, 1_000, 500]);
    expect(totals(received())).toEqual({ 'one/on/null': 2_500 });
  });

  it('are tried again on a clean shutdown', async () => {
    const app = await start({ interval: 60_000 });
    server().refuses = ({ path }) => (path === EXPOSURES && posts().length < 4 ? [503] : undefined);
    await app.isOn('one');
    await app.provider.onClose();
    expect(totals(received())).toEqual({ 'one/on/null': 1 });
  });

  it('hold a shutdown up only so long, and what is lost is said', async () => {
    const app = await start({ interval: 60_000 }, 100);
    server().beforeAnswer = () => new Promise<void>(() => undefined);
    await app.isOn('one');
    await app.isOn('one');
    const closedAt = performance.now();
    await app.provider.onClose();
    expect(performance.now() - closedAt).toBeLessThan(2_000);
    expect(app.log).toContain('warn Halyard: 2 exposures could not be posted');
  });

  it('are dropped, the oldest first, when there are too many to keep', async () => {
    const app = await start({ interval: 20, capacity: 10 });
    server().refuses = ({ path }) => (path === EXPOSURES ? [503] : undefined);
    await app.isOn('one', { tenant: 'acme' });
    await until(() => posts().length > 0);
    for (let minute = 0; minute < 30; minute++) {
      await app.isOn('one');
      now += MINUTE;
    }
    await until(() =>
      app.log.some((line) => line.startsWith('warn Halyard: 21 exposures were dropped')),
    );
    server().refuses = () => undefined;
    await app.provider.onClose();
    expect(totals(received())).toEqual({ 'one/on/acme': 1, 'one/on/null': 9 });
    expect(received().at(-1)?.minute).toBe(new Date(START + 29 * MINUTE).toISOString());
  });

  it('are received or said to be dropped, though there are too many in one minute', async () => {
    const app = await start({ interval: 20, capacity: 2 });
    server().refuses = ({ path }) => (path === EXPOSURES ? [503] : undefined);
    for (let times = 0; times < 10; times++) {
      for (const tenant of ['loomi', 'acme']) {
        for (const flag of ['one', 'one', 'two']) await app.isOn(flag, { tenant });
      }
    }
    server().refuses = () => undefined;
    await app.provider.onClose();
    const dropped = app.log.map((line) =>
      Number(/(\d+) exposures were dropped/.exec(line)?.[1] ?? 0),
    );
    const sum = (numbers: readonly number[]) =>
      numbers.reduce((total, number) => total + number, 0);
    expect(sum(dropped)).toBeGreaterThan(0);
    expect(sum(Object.values(totals(received()))) + sum(dropped)).toBe(60);
  });

  it('that are received are those that were served, whatever fails on the way', async () => {
    const evaluation = fc.record({
      flag: fc.constantFrom('one', 'two', 'missing'),
      tenant: fc.constantFrom(undefined, 'loomi', 'acme', 'nobody'),
      wait: fc.constantFrom(0, 0, MINUTE),
      fault: fc.constantFrom('none', 'none', 'unavailable', 'lost request', 'lost answer'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(evaluation, { minLength: 1, maxLength: 60 }),
        async (evaluations) => {
          server().counts.length = 0;
          const app = await start({ interval: 1 });
          const faults = evaluations.map(({ fault }) => fault);
          const strikes = (fault: string) => {
            const isIt = faults[0] === fault;
            if (isIt) faults.shift();
            return isIt;
          };
          server().refuses = ({ path }) =>
            path === EXPOSURES && strikes('unavailable') ? [503] : undefined;
          server().beforeAnswer = ({ path }, response) => {
            if (path === EXPOSURES && strikes('lost request')) response.destroy();
          };
          server().losesAnswer = () => strikes('lost answer') || (strikes('none') && false);

          const served: ExposureCount[] = [];
          for (const { flag, tenant, wait } of evaluations) {
            const context: EvaluationContext = tenant === undefined ? {} : { tenant };
            const { variant, errorCode } = await app.client.getBooleanDetails(flag, false, context);
            if (errorCode === undefined && variant !== undefined) {
              const minute = new Date(now).toISOString();
              served.push({ flag, variant, tenant: tenant ?? null, minute, count: 1 });
            }
            now += wait;
            if (wait > 0) await server().roundTrip();
          }
          await app.provider.onClose();
          expect(totals(byMinute(received()))).toEqual(totals(byMinute(served)));
        },
      ),
      { numRuns: 25 },
    );
  });
});

/** How often each flag, variant and tenant, over all minutes. */
function totals(counts: readonly ExposureCount[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { flag, variant, tenant, count } of counts) {
    const key = `${flag}/${variant}/${tenant}`;
    sums[key] = (sums[key] ?? 0) + count;
  }
  return sums;
}

function byMinute(counts: readonly ExposureCount[]): readonly ExposureCount[] {
  return counts.map((count) => ({ ...count, flag: `${count.flag}@${count.minute}` }));
}

function keyOf({ headers }: Received): unknown {
  return headers['idempotency-key'];
}

function countsIn(body: string): number {
  return (JSON.parse(body) as { counts: unknown[] }).counts.length;
}
