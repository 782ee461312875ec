import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { chainOf } from '../../test/audit.ts';
import { until } from '../../test/until.ts';
import { firstBroken } from '../audit/audit-entry.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const WRITES = 100;

let survivor: TestApi;
let victim: ChildProcess;
let victimUrl: string;

/** A process of the API beside the one that looks at the damage afterwards, on the same database. */
beforeAll(async () => {
  survivor = await startApi();
  const port = 20_000 + (process.pid % 20_000);
  victim = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...survivor.variables, HALYARD_API_PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  victimUrl = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${victimUrl}/health/ready`)).ok);
}, 30_000);

afterAll(async () => {
  victim.kill('SIGKILL');
  await survivor.close();
});

it('a SIGKILL amid a hundred writes loses no acknowledged change and leaves no change without its entry', async () => {
  const token = await survivor.identity.issueToken('shahin');
  const acknowledged: string[] = [];
  const writes = Array.from({ length: WRITES }, async (_, index) => {
    const key = `crash_${index}`;
    const response = await fetch(`${victimUrl}/api/admin/flags`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ key }),
    });
    if (response.status === 201) acknowledged.push(key);
    if (acknowledged.length === WRITES / 4) victim.kill('SIGKILL');
  });
  await Promise.allSettled(writes);
  if (victim.exitCode === null && victim.signalCode === null) await once(victim, 'exit');
  expect(victim.signalCode).toBe('SIGKILL');
  expect(acknowledged.length).toBeGreaterThanOrEqual(WRITES / 4);
  expect(acknowledged.length).toBeLessThan(WRITES);

  const chain = await chainOf(survivor);
  expect(firstBroken(chain)).toBeNull();
  const audited = chain.flatMap(({ flag }) => (flag?.startsWith('crash_') ? [flag] : [])).sort();
  const { body } = await survivor
    .as('shahin')
    .get<{ items: { key: string }[] }>('/api/admin/flags?prefix=crash_&limit=200&sort=key');
  const stored = body.items.map(({ key }) => key).sort();
  expect(stored).toEqual(audited);
  expect(stored).toEqual(expect.arrayContaining(acknowledged));

  // What is left is in order: the next write goes on from there.
  expect((await survivor.as('shahin').createFlag('after_crash')).status).toBe(201);
  expect(firstBroken(await chainOf(survivor))).toBeNull();
}, 60_000);
