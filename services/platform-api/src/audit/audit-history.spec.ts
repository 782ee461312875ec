import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { append, someFacts } from '../../test/audit.ts';
import { AuditService } from './audit.service.ts';

let api: TestApi;
let audit: AuditService;
beforeAll(async () => {
  api = await startApi();
  audit = api.app.get(AuditService, { strict: false });
  const shahin = api.as('shahin');
  await shahin.createFlag('argus_demo', { environments: { dev: { state: 'on' } } });
  await shahin.configure('argus_demo', 'dev', { rollout: { percentage: 10 } });
  await shahin.patch('/api/admin/flags/argus_demo', { description: 'Of another kind' });
  await shahin.configure('argus_demo', 'dev', { state: 'off' });
}, 20_000);
afterAll(() => api.close());

/** An entry about the flag that is not one of its configuration, though it has a version. */
const ofAnOverride = someFacts({
  action: 'request.apply',
  source: 'change_request',
  flag: 'argus_demo',
  environment: 'dev',
  after: { version: 3, variant: 'on' },
});

it('knows the configuration of a flag at each of its versions', async () => {
  await append(api, '98chimp', [ofAnOverride]);
  expect(await audit.configAt('argus_demo', 'dev', 1)).toMatchObject({ version: 1, state: 'on' });
  expect(await audit.configAt('argus_demo', 'dev', 2)).toMatchObject({
    rollout: { percentage: 10 },
  });
  expect(await audit.configAt('argus_demo', 'dev', 3)).toMatchObject({ version: 3, state: 'off' });
  expect(await audit.configAt('argus_demo', 'staging', 1)).toMatchObject({ state: 'off' });
});

it('knows of no version that never was', async () => {
  expect(await audit.configAt('argus_demo', 'dev', 4)).toBeNull();
  expect(await audit.configAt('argus_demo', 'nowhere', 1)).toBeNull();
  expect(await audit.configAt('no_such_flag', 'dev', 1)).toBeNull();
});

it('does not take the past of a flag for that of the one that had its key before', async () => {
  const about = { flag: 'argus_demo', action: 'flag.create', source: 'flag' } as const;
  const after = { environments: { dev: { version: 1, state: 'targeted' } } };
  await append(api, 'elsewhere', [someFacts({ ...about, after })]);
  expect(await audit.configAt('argus_demo', 'dev', 1)).toEqual({ version: 1, state: 'targeted' });
  expect(await audit.configAt('argus_demo', 'dev', 3)).toBeNull();
});

it('says what changed a configuration since a version, and nothing else', async () => {
  const since = await audit.since('argus_demo', 'dev', 1);
  const configured = since.filter(({ stream }) => stream === 'platform');
  expect(configured.map(({ action }) => action)).toEqual(['flag.configure', 'flag.configure']);
  expect(since).toHaveLength(configured.length);
});
