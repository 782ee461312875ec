import { ROLE_NAMES } from '@halyard/contracts';
import { expectProblem, pointersOf, startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { describeVersioned } from '../../test/contracts/versioned.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

let changes = 0;
let roles = 0;
const rename = () => ({ name: `Name ${(changes += 1)}` });
const path = (rest: string) => `/api/admin/${rest}`;
const by = { api: () => api, by: 'ada', change: rename };

describeVersioned('a flag', { ...by, path: path('flags/gdpr_export') });
describeVersioned('a tenant', { ...by, path: path('tenants/acme') });
describeVersioned('a segment', { ...by, path: path('segments/beta_testers') });
beforeAll(() =>
  api.as('ada').post(path('segments'), { key: 'beta_testers', name: 'Beta testers' }),
);
describeVersioned('an environment', { ...by, path: path('environments/dev') });
describeVersioned('a membership', {
  api: () => api,
  by: 'ada',
  path: path('members/acme/vera'),
  method: 'PUT',
  // Each number is another set of roles.
  change: () => {
    roles += 1;
    return { roles: ROLE_NAMES.filter((_, bit) => (roles >> bit) % 2 === 1) };
  },
});
beforeAll(() => api.as('ada').put(path('members/acme/vera'), { roles: ['auditor'] }));

describe('If-Match', () => {
  it('guards a flag’s configuration by the version of that configuration', async () => {
    const { body } = await api.as('shahin').flag('layout_test');
    const version = body.environments['dev']?.version ?? 0;
    const configure = (tag: number) =>
      api
        .as('shahin')
        .call(
          'PATCH',
          path('flags/layout_test/environments/dev'),
          { state: 'on' },
          { 'if-match': `"${tag}"` },
        );
    expect((await configure(version)).status).toBe(200);
    await expectProblem('version_conflict', configure(version));
  });

  it('guards what is uploaded as a file', async () => {
    await api.as('shahin').post(path('segments'), { key: 'beta', name: 'Beta' });
    const upload = (tag: string) =>
      api.as('shahin').call('PUT', path('segments/beta/members/included'), 'kim\nlee', {
        'content-type': 'text/plain',
        'if-match': tag,
      });
    const { headers } = await api.as('shahin').get(path('segments/beta'));
    const tag = headers.get('etag') ?? '';
    expect((await upload(tag)).status).toBe(200);
    await expectProblem('version_conflict', upload(tag));
  });

  it('is refused by what has no version, rather than passed over', async () => {
    const release = api
      .as('olga')
      .call(
        'DELETE',
        path('kill-switches/dev/billing'),
        { reason: 'a test' },
        { 'if-match': '"1"' },
      );
    expect(pointersOf(await expectProblem('validation_error', release))).toEqual(['/version']);
  });
});
