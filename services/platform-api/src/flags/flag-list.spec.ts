import type {
  BulkPreviewResponse,
  FlagFacetsResponse,
  FlagPageResponse,
  ListedFlagResponse,
} from '@halyard/contracts';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { expectProblem, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';

const FORTY_DAYS_MS = 40 * 24 * 60 * 60 * 1000;

let api: TestApi;
let shahin: Person;

beforeAll(async () => {
  api = await startApi();
  shahin = api.as('shahin');
});
afterAll(() => api.close());

const list = async (query: string, who = shahin) =>
  (await who.get<FlagPageResponse>(`/api/admin/flags?${query}`)).body.items;
const keys = async (query: string, who = shahin) =>
  (await list(query, who)).map(({ key }) => key).sort();
const listed = async (key: string) => (await list(`prefix=${key}`))[0] as ListedFlagResponse;

it('says how many tenants override a flag, in each environment', async () => {
  await shahin.createFlag('counted.flag');
  await shahin.createFlag('counted.other');
  for (const tenant of ['acme', 'loomi']) {
    await shahin.put(`/api/admin/overrides/dev/${tenant}/counted.flag`, {
      variant: 'on',
      reason: 'x',
    });
  }
  const forOne = { variant: 'on', reason: 'x' };
  await shahin.put('/api/admin/overrides/dev/acme/counted.flag/kim', forOne);
  await shahin.put('/api/admin/overrides/staging/acme/counted.flag', forOne);
  expect((await listed('counted.flag')).overrides).toEqual({ dev: 2, staging: 1 });
  expect((await listed('counted.other')).overrides).toEqual({});
});

it('finds what is killed, in an environment or in any', async () => {
  await shahin.createFlag('killed.here', { environments: { dev: { state: 'on' } } });
  await api.as('olga').act('kill', 'killed.here', 'dev');
  expect(await keys('prefix=killed.&killed=true')).toEqual(['killed.here']);
  expect(await keys('prefix=killed.&killed=true&environment=dev')).toEqual(['killed.here']);
  expect(await keys('prefix=killed.&killed=true&environment=staging')).toEqual([]);
});

it('finds what one owns or has changed last', async () => {
  const ada = api.as('ada');
  await shahin.createFlag('mine.changed');
  await ada.createFlag('mine.owned', { owner: 'shahin' });
  await ada.createFlag('mine.theirs', { owner: 'web' });
  expect(await keys('prefix=mine.&mine=true')).toEqual(['mine.changed', 'mine.owned']);
  expect(await keys('prefix=mine.&mine=true', ada)).toEqual(['mine.owned', 'mine.theirs']);
});

it('names the owners and tags that there are, each once', async () => {
  await shahin.createFlag('facets.one', { owner: 'facet-team', tags: ['facet-b', 'facet-a'] });
  await shahin.createFlag('facets.two', { owner: 'facet-team', tags: ['facet-a'] });
  const { body } = await shahin.get<FlagFacetsResponse>('/api/admin/flag-facets');
  expect(body.owners.filter((owner) => owner.startsWith('facet'))).toEqual(['facet-team']);
  expect(body.tags.filter((tag) => tag.startsWith('facet'))).toEqual(['facet-a', 'facet-b']);
  expect(body.owners).not.toContain('');
});

describe('a flag that one may tidy up', () => {
  let connection: Connection;

  beforeAll(async () => {
    connection = api.app.get<Connection>(getConnectionToken());
    await shahin.createFlag('stale.off', { kind: 'experiment' });
    await shahin.createFlag('stale.on', { environments: { dev: { state: 'on' } } });
    await shahin.createFlag('stale.unserved', { kind: 'operational' });
    await shahin.createFlag('stale.permission', { kind: 'permission' });
    await shahin.createFlag('stale.trial', { environments: { dev: { state: 'on' } } });
    await shahin.createFlag('stale.new');
    await connection
      .collection('flags')
      .updateOne({ key: 'stale.on' }, { $set: { 'environments.prod.state': 'on' } });
    const longAgo = new Date(Date.now() - FORTY_DAYS_MS);
    await connection
      .collection('flags')
      .updateMany(
        { key: /^stale\./, $nor: [{ key: 'stale.new' }] },
        { $set: { createdAt: longAgo, updatedAt: longAgo } },
      );
    for (const key of ['stale.off', 'stale.on', 'stale.permission', 'stale.trial']) {
      await note(key, new Date());
    }
    await note('stale.unserved', longAgo);
  });

  const note = (key: string, at: Date) =>
    connection
      .collection<{ _id: string }>('last_evaluations')
      .updateOne({ _id: key }, { $set: { 'at.dev': at } }, { upsert: true });

  it.each([
    ['stale.off', 'abandoned'],
    ['stale.on', 'launched'],
    ['stale.unserved', 'unserved'],
    ['stale.permission', undefined],
    ['stale.trial', undefined],
    ['stale.new', undefined],
  ])('%s is %s', async (key, reason) => {
    expect((await listed(key)).stale?.reason).toBe(reason);
  });

  it('says so in words, and what to do', async () => {
    expect((await listed('stale.on')).stale).toEqual({
      reason: 'launched',
      words: 'On for everyone, unchanged for 30 days',
      action: 'Take it out of the code, then archive it.',
    });
  });

  it('is told the same where it is read alone', async () => {
    for (const key of ['stale.on', 'stale.unserved', 'stale.new']) {
      const alone = await shahin.get<ListedFlagResponse>(`/api/admin/flags/${key}`);
      expect(alone.body).toEqual(await listed(key));
    }
  });

  it('is found by that', async () => {
    expect(await keys('prefix=stale.&stale=true')).toEqual([
      'stale.off',
      'stale.on',
      'stale.unserved',
    ]);
  });
});

describe('the preview of a bulk action', () => {
  const preview = async (body: object, who = shahin) =>
    (await who.post<BulkPreviewResponse>('/api/admin/flags/preview', body)).body.items;

  beforeAll(async () => {
    await shahin.createFlag('preview.base');
    await shahin.createFlag('preview.top', {
      prerequisites: [{ flag: 'preview.base', variants: ['on'] }],
    });
    await shahin.createFlag('preview.plain');
  });

  it('says for each what would happen, and changes nothing', async () => {
    const asked = ['preview.base', 'preview.plain', 'no_such_flag'];
    expect(await preview({ action: 'archive', keys: asked })).toEqual([
      {
        key: 'preview.base',
        verdict: 'refused',
        why: ['Required by preview.top. Take the prerequisite away there first'],
      },
      {
        key: 'preview.plain',
        verdict: 'approval',
        why: ['It can change what prod, which is protected, serves'],
      },
      { key: 'no_such_flag', verdict: 'refused', why: ['No flag "no_such_flag"'] },
    ]);
    expect((await shahin.flag('preview.plain')).body.archived).toBe(false);
    expect((await shahin.history('preview.plain')).map(({ action }) => action)).toEqual([
      'flag.create',
    ]);
  });

  it('tells what is done at once from what is so already', async () => {
    const asked = { keys: ['preview.plain'], environment: 'dev' };
    expect(await preview({ action: 'enable', ...asked })).toEqual([
      { key: 'preview.plain', verdict: 'now', why: [] },
    ]);
    expect(await preview({ action: 'disable', ...asked })).toEqual([
      { key: 'preview.plain', verdict: 'unchanged', why: [] },
    ]);
  });

  it('refuses what one may not do, flag by flag', async () => {
    const asked = { action: 'kill', keys: ['preview.plain'], environment: 'dev' };
    expect(await preview(asked)).toMatchObject([{ verdict: 'refused' }]);
    expect(await preview(asked, api.as('olga'))).toMatchObject([{ verdict: 'now' }]);
  });

  it('takes an environment where the action is for one', async () => {
    const body = { action: 'kill', keys: ['preview.plain'] };
    await expectProblem('validation_error', shahin.post('/api/admin/flags/preview', body));
  });
});
