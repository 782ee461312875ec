import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, test as base } from '@playwright/test';
import { Api } from '../stack/api.ts';
import { freePorts, type Ports } from '../stack/free-ports.ts';
import { inAFolder } from '../stack/in-a-folder.ts';
import { NpmStart } from '../stack/npm-start.ts';

interface Fixtures {
  /** Starts everything, with its data in one folder for the whole test. */
  readonly npmStart: (ports: Ports) => NpmStart;
}

const test = base.extend<Fixtures>({
  npmStart: async ({}, use) => {
    await inAFolder(async (folder) => {
      const started: NpmStart[] = [];
      await use((ports) => {
        const command = new NpmStart(folder, ports);
        started.push(command);
        return command;
      });
      await Promise.all(started.map((command) => command.killAll()));
    });
  },
});

test.setTimeout(240_000);

test('it prints the addresses, Ctrl-C leaves no process behind, and a second start finds the state again', async ({
  npmStart,
}, info) => {
  const ports = await freePorts();
  const urls = {
    api: `http://localhost:${ports.HALYARD_API_PORT}`,
    console: `http://localhost:${ports.HALYARD_CONSOLE_PORT}`,
    portal: `http://localhost:${ports.HALYARD_PORTAL_PORT}`,
    identity: `http://localhost:${ports.HALYARD_IDENTITY_PORT}`,
  };
  const api = new Api(urls);

  const first = npmStart(ports);
  await first.isUp();
  for (const url of Object.values(urls)) expect(first.output).toContain(url);
  for (const url of [`${urls.api}/health/ready`, urls.console, urls.portal, urls.identity]) {
    expect((await fetch(url)).status, url).toBe(200);
  }
  await api.configure('gdpr_export', { state: 'rollout', rollout: { percentage: 33 } });
  const running = (await first.processes()).map(({ command }) => command);
  expect(running).toContainEqual(expect.stringContaining('mongod'));
  expect(running).toContainEqual(expect.stringContaining('platform-api'));

  expect(await first.ctrlC()).toBe(0);
  expect(await first.processes()).toEqual([]);

  const second = npmStart(ports);
  const seconds = await second.isUp();
  info.annotations.push({ type: 'second start', description: `${seconds.toFixed(1)} s` });
  const flag = await api.get<{ environments: Record<string, object> }>(
    '/api/admin/flags/gdpr_export',
  );
  expect(flag.environments['prod']).toMatchObject({
    state: 'rollout',
    rollout: { percentage: 33 },
  });
  expect(await second.ctrlC()).toBe(0);
  expect(await second.processes()).toEqual([]);
});

test('Ctrl-C in the middle of starting leaves no process behind either', async ({ npmStart }) => {
  const command = npmStart(await freePorts());
  await expect.poll(() => command.output, { timeout: 120_000 }).toContain('identity answers');
  expect(await command.ctrlC()).toBe(0);
  await expect.poll(() => command.processes()).toEqual([]);
});

test('a port that is taken is said, with the variable that moves it', async ({ npmStart }) => {
  const ports = await freePorts();
  const squatter = createServer().listen(Number(ports.HALYARD_PORTAL_PORT), '127.0.0.1');
  await once(squatter, 'listening');
  const command = npmStart(ports);
  expect(await command.ended).toBe(1);
  expect(command.output).toContain(
    `Port ${ports.HALYARD_PORTAL_PORT} (portal) is taken: stop what uses it, or set HALYARD_PORTAL_PORT.`,
  );
  expect(command.output).not.toContain('    at ');
  expect(await command.processes()).toEqual([]);
  squatter.close();
});
