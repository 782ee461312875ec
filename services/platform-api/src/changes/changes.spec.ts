import { setTimeout as sleep } from 'node:timers/promises';
import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { chainOf } from '../../test/audit.ts';
import { firstBroken } from '../audit/audit-entry.ts';

let api: TestApi;
let replica: TestApi;

beforeAll(async () => {
  api = await startApi();
  replica = await startApi(api);
});
afterAll(async () => {
  await replica.close();
  await api.close();
});

describe('a write', () => {
  it('is served by its own replica when it answers, with the version in a header', async () => {
    const shahin = api.as('shahin');
    await shahin.createFlag('read_after_write');
    for (const state of ['on', 'off', 'on', 'off', 'on']) {
      const { headers } = await shahin.configure('read_after_write', 'staging', { state });
      expect(await shahin.sees('read_after_write', 'loomi')).toBe(state === 'on');
      expect(headers.get('x-ruleset-version')).toMatch(/\bstaging=\d+\b/);
    }
  });

  it('reaches the other replicas', async () => {
    await api.as('shahin').createFlag('followed', { environments: { staging: { state: 'on' } } });
    const elsewhere = replica.as('shahin');
    const deadline = Date.now() + 5_000;
    while ((await elsewhere.sees('followed', 'loomi')) !== true) {
      expect(Date.now()).toBeLessThan(deadline);
      await sleep(10);
    }
  });

  it('writes one audit entry with who, what, why, before, after and the version it made', async () => {
    const shahin = api.as('shahin');
    await shahin.createFlag('audited');
    await shahin.configure('audited', 'staging', {
      state: 'targeted',
      scope: { tenantSlugs: ['acme'] },
      rationale: 'acme asked',
    });
    expect((await shahin.history('audited'))[0]).toMatchObject({
      stream: 'platform',
      action: 'flag.configure',
      actor: 'shahin',
      environment: 'staging',
      tenant: null,
      flag: 'audited',
      source: 'flag',
      rationale: 'acme asked',
      before: { state: 'off', version: 1 },
      after: { state: 'targeted', version: 2 },
      differences: [
        { pointer: '/state', before: 'off', after: 'targeted' },
        { pointer: '/scope/tenantSlugs/0', after: 'acme' },
      ],
      versions: { staging: expect.any(Number) as number },
      requestId: expect.any(String) as string,
    });
  });
});

describe('a hundred writes at once, on two replicas', () => {
  it('all happen, each with its entry, in one unbroken chain and without a gap in the versions', async () => {
    const people = [api.as('shahin'), replica.as('shahin')];
    const keys = Array.from({ length: 100 }, (_, index) => `at_once_${index}`);
    const answers = await Promise.all(keys.map((key, index) => people[index % 2]?.createFlag(key)));
    expect(answers.map((answer) => answer?.status)).toEqual(keys.map(() => 201));

    const chain = await chainOf(api);
    expect(firstBroken(chain)).toBeNull();
    expect(chain.map(({ seq }) => seq)).toEqual(chain.map((_, index) => index + 1));
    const created = chain.filter(({ flag }) => flag?.startsWith('at_once_'));
    expect(created.map(({ flag }) => flag).sort()).toEqual([...keys].sort());
    const versions = chain.flatMap(({ versions }) => versions['staging'] ?? []);
    expect(versions).toEqual(versions.map((_, index) => (versions[0] ?? 0) + index));
  });
});
