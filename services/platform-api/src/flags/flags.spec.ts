import type { FlagPageResponse, FlagResponse } from '@halyard/contracts';
import { expectProblem, pointersOf, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';
import { carryThrough } from '../../test/approvals.ts';

let api: TestApi;
let shahin: Person;
let olga: Person;

beforeAll(async () => {
  api = await startApi();
  shahin = api.as('shahin');
  olga = api.as('olga');
});
afterAll(() => api.close());

/** In prod the flag is served as off, and then no more: that takes two others. */
async function archive(key: string): Promise<void> {
  const change = { action: 'flag.archive', key, reason: 'over' };
  const { state } = await carryThrough(api, shahin, change);
  expect(state).toBe('applied');
}

describe('a new flag', () => {
  it('is boolean and off in every environment', async () => {
    const { status, body } = await shahin.createFlag('new_nav');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      key: 'new_nav',
      type: 'boolean',
      variants: { on: true, off: false },
    });
    expect(Object.keys(body.environments)).toEqual(['prod', 'staging', 'dev']);
    expect(Object.values(body.environments).map(({ state }) => state)).toEqual([
      'off',
      'off',
      'off',
    ]);
  });

  it('is on where the body says so', async () => {
    const { body } = await shahin.createFlag('on_in_dev', {
      environments: { dev: { state: 'on' } },
    });
    expect(body.environments['dev']?.state).toBe('on');
    expect(body.environments['prod']?.state).toBe('off');
  });

  it('takes one configuration for several environments in the short form', async () => {
    const { body } = await shahin.createFlag('short_form', {
      state: 'rollout',
      scope: { plans: ['pro'] },
      rolloutPct: 12.5,
      environments: ['staging', 'dev'],
    });
    for (const key of ['staging', 'dev']) {
      expect(body.environments[key]).toMatchObject({
        state: 'rollout',
        scope: { plans: ['pro'] },
        rollout: { percentage: 12.5, bucketBy: 'tenant' },
      });
    }
    expect(body.environments['prod']?.state).toBe('off');
  });

  it.each(['Nav', 'na', 'nav_', '9nav', 'nav..x', 'nav.', 'a'.repeat(65), '__proto__', 5, null])(
    'is refused with the key %j',
    async (key) => {
      const problem = await expectProblem(
        'validation_error',
        shahin.post('/api/admin/flags', { key }),
      );
      expect(pointersOf(problem)).toEqual(['/key']);
    },
  );

  it('is refused where the key is taken, which stays as it is', async () => {
    await shahin.createFlag('taken', { description: 'first' });
    await expectProblem('already_exists', shahin.createFlag('taken', { description: 'second' }));
    expect((await shahin.flag('taken')).body.description).toBe('first');
  });

  it('keeps JSON values exactly, whatever their keys are called', async () => {
    const variants =
      '{"off":{},"odd":{"$set":{"a":1},"a.b":[2],"__proto__":{"isAdmin":true},"$ref":"x","$id":1,' +
      '"_bsontype":"ObjectId","constructor":{"prototype":null},"":0,"null":"\\u0000"}}';
    const created = await shahin.post<FlagResponse>(
      '/api/admin/flags',
      `{"key":"odd_json","type":"json","variants":${variants},"environments":{"dev":{"state":"on"}}}`,
    );
    expect(created.status).toBe(201);
    expect(JSON.stringify((await shahin.flag('odd_json')).body.variants)).toBe(variants);
    expect(JSON.stringify({ odd: await shahin.sees('odd_json', 'loomi', 'dev') })).toBe(
      `{"odd":${variants.slice('{"off":{},"odd":'.length, -1)}}`,
    );
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });
});

describe('a configuration', () => {
  beforeAll(() => shahin.createFlag('configured'));

  it('is merged: what is left out stays', async () => {
    await shahin.configure('configured', 'dev', { state: 'targeted', scope: { plans: ['pro'] } });
    const { body } = await shahin.configure('configured', 'dev', {
      scope: { tenantSlugs: ['98chimp'] },
    });
    expect(body.environments['dev']).toMatchObject({
      state: 'targeted',
      scope: { plans: ['pro'], tenantSlugs: ['98chimp'], partnerSlugs: [] },
    });
  });

  it.each([
    ['an unknown state', { state: 'maybe' }, ['/state']],
    ['a percentage out of range', { rollout: { percentage: 100.5 } }, ['/rollout/percentage']],
    ['a percentage too fine', { rollout: { percentage: 0.0001 } }, ['/rollout/percentage']],
    [
      'an unknown tenant',
      { scope: { tenantSlugs: ['loomi', 'nobody'] } },
      ['/scope/tenantSlugs/1'],
    ],
    ['an unknown plan', { scope: { plans: ['gold'] } }, ['/scope/plans/0']],
    ['an unknown partner', { scope: { partnerSlugs: ['south'] } }, ['/scope/partnerSlugs/0']],
    ['unknown fields', { colour: 'red', scope: { planets: [] } }, ['/colour', '/scope/planets']],
    ['inherited names as fields', { constructor: 1, toString: 2 }, ['/constructor', '/toString']],
    ['null for a state', { state: null }, ['/state']],
    ['a variant that is not there', { serve: { variant: 'blue' } }, ['/serve/variant']],
    ['neither variant nor split', { serve: {} }, ['/serve/variant']],
    ['both variant and split', { serve: { variant: 'on', split: [] } }, ['/serve', '/serve/split']],
    [
      'weights that do not sum to 100',
      {
        serve: {
          split: [
            { variant: 'on', weight: 60 },
            { variant: 'off', weight: 30 },
          ],
        },
      },
      ['/serve/split'],
    ],
    [
      'a condition whose values do not fit',
      {
        rules: [
          {
            id: 'r1',
            when: [{ attribute: 'ip', op: 'in_cidr', values: ['300.1.1.1/8'] }],
            serve: { variant: 'on' },
          },
        ],
      },
      ['/rules/0/when/0/values/0'],
    ],
    [
      'an unknown operator',
      {
        rules: [
          {
            id: 'r1',
            when: [{ attribute: 'a', op: 'like', values: [] }],
            serve: { variant: 'on' },
          },
        ],
      },
      ['/rules/0/when/0/op'],
    ],
    ['something other than an object', [], ['']],
  ])('is refused with %s; nothing is changed or audited', async (_, patch, pointers) => {
    const before = (await shahin.flag('configured')).body;
    const entries = (await shahin.history('configured')).length;
    const problem = await expectProblem(
      'validation_error',
      shahin.configure('configured', 'dev', patch),
    );
    expect(pointersOf(problem)).toEqual(pointers);
    expect((await shahin.flag('configured')).body).toEqual(before);
    expect(await shahin.history('configured')).toHaveLength(entries);
  });

  it('is refused in an unknown environment, which says what there is', async () => {
    const problem = await expectProblem(
      'validation_error',
      shahin.configure('configured', 'qa', { state: 'on' }),
    );
    expect(problem.errors).toEqual([
      {
        pointer: '/environment',
        message: 'there is no environment "qa"; there are prod, staging, dev',
      },
    ]);
  });

  it('is refused as malformed JSON, and over 1 MiB', async () => {
    const path = '/api/admin/flags/configured/environments/dev';
    await expectProblem('validation_error', shahin.patch(path, '{"state":'));
    const problem = await expectProblem(
      'validation_error',
      shahin.patch(path, { rationale: 'x'.repeat(1024 * 1024) }),
    );
    expect(problem.detail).toContain('1 MiB');
  });

  it('is refused from an older version, saying what changed since and who changed it', async () => {
    await shahin.createFlag('contested');
    const { version } = (await shahin.flag('contested')).body.environments['staging'] ?? {};
    await api.as('ada').configure('contested', 'staging', { state: 'on', version });
    const problem = await expectProblem(
      'version_conflict',
      shahin.configure('contested', 'staging', { state: 'off', version }),
    );
    expect(problem).toMatchObject({
      current: { state: 'on' },
      changes: [{ actor: 'ada', differences: [{ pointer: '/state', before: 'off', after: 'on' }] }],
    });
    expect((await shahin.flag('contested')).body.environments['staging']?.state).toBe('on');
  });

  it('that changes nothing makes no version and no audit entry', async () => {
    await shahin.createFlag('same');
    const before = (await shahin.flag('same')).body;
    const { status, body } = await shahin.configure('same', 'staging', { state: 'off' });
    expect(status).toBe(200);
    expect(before).toMatchObject(body);
    expect(await shahin.history('same')).toHaveLength(1);
  });
});

describe('a JSON value', () => {
  it.each([
    ['half of a surrogate pair', '"\\ud800"'],
    ['a key that is half of one', '{"\\udfff":1}'],
    ['thousands of levels', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
  ])('is refused with %s', async (_, value) => {
    const body = `{"key":"odd_text","type":"json","variants":{"off":${value}}}`;
    await expectProblem('validation_error', shahin.post('/api/admin/flags', body));
  });

  it('is refused over 64 KiB', async () => {
    const problem = await expectProblem(
      'validation_error',
      shahin.createFlag('big_json', { type: 'json', variants: { off: 'x'.repeat(65_536) } }),
    );
    expect(problem.errors?.[0]).toMatchObject({ pointer: '/variants' });
    expect(problem.errors?.[0]?.message).toContain('64 KiB');
  });
});

describe('prerequisites', () => {
  it('are refused in a cycle, which is spelled out', async () => {
    await shahin.createFlag('first_flag');
    await shahin.createFlag('second_flag', {
      prerequisites: [{ flag: 'first_flag', variants: ['on'] }],
    });
    const problem = await expectProblem(
      'prerequisite_cycle',
      shahin.patch('/api/admin/flags/first_flag', {
        prerequisites: [{ flag: 'second_flag', variants: ['on'] }],
      }),
    );
    expect(problem.detail).toContain('first_flag → second_flag → first_flag');
  });

  it('have to be there, and have the variants', async () => {
    const problem = await expectProblem(
      'validation_error',
      shahin.createFlag('lonely', {
        prerequisites: [
          { flag: 'not_there', variants: ['on'] },
          { flag: 'first_flag', variants: ['blue'] },
        ],
      }),
    );
    expect(pointersOf(problem)).toEqual(['/prerequisites/0/flag', '/prerequisites/1/variants/0']);
  });

  it('keep the flag that they name from being archived', async () => {
    const problem = await expectProblem(
      'in_use',
      shahin.post('/api/admin/flags/first_flag/actions/archive', { reason: 'done' }),
    );
    expect(problem.detail).toContain('second_flag');
  });
});

describe('the kill switch', () => {
  it('turns the flag off and to 0 %, as a kill_switch entry, and unkill brings everything back', async () => {
    await shahin.createFlag('killable');
    await shahin.configure('killable', 'staging', {
      state: 'rollout',
      rollout: { percentage: 40 },
    });
    const killed = await olga.act('kill', 'killable', 'staging', 'it burns');
    expect(killed.body.environments['staging']).toMatchObject({
      state: 'off',
      rollout: { percentage: 0 },
      killed: { by: 'olga', reason: 'it burns' },
    });
    expect((await olga.history('killable'))[0]).toMatchObject({
      action: 'flag.kill',
      source: 'kill_switch',
      actor: 'olga',
      rationale: 'it burns',
    });
    const { body } = await olga.act('unkill', 'killable');
    expect(body.environments['staging']).toMatchObject({
      state: 'rollout',
      rollout: { percentage: 40 },
      killed: null,
    });
  });

  it('lets nobody change or enable the flag beside it', async () => {
    await shahin.createFlag('killed_flag', { environments: { staging: { state: 'on' } } });
    await olga.act('kill', 'killed_flag');
    await expectProblem('flag_killed', shahin.configure('killed_flag', 'staging', { state: 'on' }));
    await expectProblem('flag_killed', shahin.act('enable', 'killed_flag'));
    expect(await shahin.sees('killed_flag', 'loomi')).toBe(false);
  });

  it('takes a reason, and the operate permission', async () => {
    await expectProblem('permission_denied', shahin.act('kill', 'new_billing_v2'));
    const problem = await expectProblem(
      'validation_error',
      olga.post('/api/admin/flags/new_billing_v2/actions/kill', { environment: 'staging' }),
    );
    expect(pointersOf(problem)).toEqual(['/reason']);
  });
});

describe('the other actions', () => {
  it('enable and disable for everyone in one environment', async () => {
    await shahin.createFlag('switched');
    await shahin.act('enable', 'switched', 'staging');
    expect(await shahin.sees('switched', 'acme', 'staging')).toBe(true);
    expect(await shahin.sees('switched', 'acme', 'prod')).toBe(false);
    await shahin.act('disable', 'switched', 'staging');
    expect(await shahin.sees('switched', 'acme', 'staging')).toBe(false);
  });

  it('rollback goes dark: off and 0 %', async () => {
    await shahin.createFlag('rolled', {
      environments: { staging: { state: 'rollout', rollout: { percentage: 75 } } },
    });
    const { body } = await olga.act('rollback', 'rolled');
    expect(body.environments['staging']).toMatchObject({
      state: 'off',
      rollout: { percentage: 0 },
    });
  });

  it('archive takes the flag out of every ruleset, and restore brings it back as it was', async () => {
    await shahin.createFlag('seasonal', { environments: { staging: { state: 'on' } } });
    await archive('seasonal');
    expect(await shahin.sees('seasonal', 'acme')).toBeUndefined();
    await expectProblem('flag_archived', shahin.configure('seasonal', 'staging', { state: 'off' }));
    await shahin.post('/api/admin/flags/seasonal/actions/restore', { reason: 'again' });
    expect(await shahin.sees('seasonal', 'acme')).toBe(true);
  });

  it('on a flag that is not there answer not_found', async () => {
    await expectProblem('not_found', olga.act('kill', 'no_such_flag'));
    await expectProblem('not_found', shahin.flag('no_such_flag'));
  });
});

describe('the list', () => {
  const list = async (query: string) =>
    (await shahin.get<FlagPageResponse>(`/api/admin/flags?${query}`)).body;
  const keys = async (query: string) => (await list(query)).items.map(({ key }) => key);

  beforeAll(async () => {
    await shahin.createFlag('list.alpha', {
      owner: 'search',
      tags: ['listed'],
      kind: 'experiment',
    });
    await shahin.createFlag('list.beta', {
      description: 'About Zebras (all of them).',
      tags: ['listed'],
      environments: { staging: { state: 'on' } },
    });
  });

  it('is newest first, and filters by prefix, tag, owner, kind and state', async () => {
    expect(await keys('prefix=list.')).toEqual(['list.beta', 'list.alpha']);
    expect(await keys('tag=listed&sort=key')).toEqual(['list.alpha', 'list.beta']);
    expect(await keys('tag=listed&owner=search')).toEqual(['list.alpha']);
    expect(await keys('tag=listed&kind=experiment')).toEqual(['list.alpha']);
    expect(await keys('tag=listed&state=on&environment=staging')).toEqual(['list.beta']);
    expect(await keys('tag=listed&state=on&environment=dev')).toEqual([]);
    expect(await keys('tag=listed&state=on')).toEqual(['list.beta']);
  });

  it('searches key, name and description, whatever the case, taking nothing as a pattern', async () => {
    expect(await keys('q=ZEBRAS%20(all')).toEqual(['list.beta']);
    expect(await keys('q=.*')).toEqual([]);
  });

  it('goes on by cursor, each flag once, in every order', async () => {
    for (const sort of ['key', '-createdAt', '-updatedAt']) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await list(`limit=3&sort=${sort}${cursor && `&cursor=${cursor}`}`);
        seen.push(...page.items.map(({ key }) => key));
        cursor = page.nextCursor ?? '';
      } while (cursor !== '');
      expect([...seen].sort()).toEqual((await keys('limit=200')).sort());
    }
  });

  it('lists archived flags only when asked', async () => {
    await shahin.createFlag('list.old');
    await archive('list.old');
    expect(await keys('prefix=list.old')).toEqual([]);
    expect(await keys('prefix=list.old&archived=true')).toEqual(['list.old']);
  });

  it.each([
    ['limit=0', '/limit'],
    ['limit=many', '/limit'],
    ['cursor=nonsense', '/cursor'],
    ['state=asleep', '/state'],
    ['environment=qa', '/environment'],
    ['colour=red', '/colour'],
  ])('refuses ?%s', async (query, pointer) => {
    const problem = await expectProblem(
      'validation_error',
      shahin.get(`/api/admin/flags?${query}`),
    );
    expect(pointersOf(problem)).toEqual([pointer]);
  });
});
