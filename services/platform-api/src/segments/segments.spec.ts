import type {
  AuditPageResponse,
  EvaluateFlagResponse,
  SegmentMembershipResponse,
  SegmentPageResponse,
  SegmentResponse,
} from '@halyard/contracts';
import { expectProblem, pointersOf, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';

let api: TestApi;
let shahin: Person;

beforeAll(async () => {
  api = await startApi();
  shahin = api.as('shahin');
});
afterAll(() => api.close());

const SEGMENTS = '/api/admin/segments';

/** A flag that is on for those in the segment, and nobody else. */
async function flagFor(key: string, segment: string): Promise<void> {
  const rules = [{ id: 'members', segments: [segment], serve: { variant: 'on' } }];
  await shahin.createFlag(key, { environments: { staging: { state: 'targeted', rules } } });
}

const isOn = async (key: string, user: string) =>
  (await shahin.get<EvaluateFlagResponse>(`/api/flags/eval?key=${key}&tenant=acme&user=${user}`))
    .body.value;

const upload = (segment: string, lines: readonly string[], type = 'text/plain') =>
  shahin.call<SegmentResponse>('PUT', `${SEGMENTS}/${segment}/members/included`, lines.join('\n'), {
    'content-type': type,
  });

describe('a segment', () => {
  it('is used in rules: by its members and by its conditions', async () => {
    await shahin.post(SEGMENTS, {
      key: 'beta_users',
      when: [{ attribute: 'targetingKey', op: 'starts_with', values: ['beta-'] }],
    });
    await flagFor('for_beta', 'beta_users');
    await shahin.post(`${SEGMENTS}/beta_users/members`, { list: 'included', add: ['u-1', 'u-2'] });
    await shahin.post(`${SEGMENTS}/beta_users/members`, { list: 'excluded', add: ['beta-9'] });
    expect(await isOn('for_beta', 'u-1')).toBe(true);
    expect(await isOn('for_beta', 'beta-1')).toBe(true);
    expect(await isOn('for_beta', 'beta-9')).toBe(false);
    expect(await isOn('for_beta', 'u-3')).toBe(false);
    await shahin.post(`${SEGMENTS}/beta_users/members`, { list: 'included', remove: ['u-1'] });
    expect(await isOn('for_beta', 'u-1')).toBe(false);
    const { body } = await shahin.get<SegmentResponse>(`${SEGMENTS}/beta_users`);
    expect(body).toMatchObject({ included: 1, excluded: 1, usedBy: ['for_beta'] });
  });

  it('holds 100,000 targeting keys, uploaded as a file, and answers as fast as any', async () => {
    await shahin.post(SEGMENTS, { key: 'many_users' });
    await flagFor('for_many', 'many_users');
    const users = Array.from({ length: 100_000 }, (_, index) => `user-${index}@example.com`);
    const { status, body } = await upload('many_users', users);
    expect([status, body.included]).toEqual([200, 100_000]);
    expect(await isOn('for_many', 'user-99999@example.com')).toBe(true);
    expect(await isOn('for_many', 'stranger@example.com')).toBe(false);
    await shahin.post(`${SEGMENTS}/many_users/members`, {
      list: 'included',
      remove: users.slice(0, 9),
    });
    expect(await isOn('for_many', 'user-3@example.com')).toBe(false);
    const { body: list } = await shahin.get<SegmentPageResponse>(`${SEGMENTS}?q=MANY`);
    expect(list.items).toMatchObject([{ key: 'many_users', included: 99_991 }]);
  });

  it('refuses more than it may hold, and what is no file of lines', async () => {
    await shahin.post(SEGMENTS, { key: 'full_seg' });
    const many = Array.from({ length: 100_001 }, (_, index) => `u${index}`);
    await expectProblem('validation_error', upload('full_seg', many));
    await expectProblem('validation_error', upload('full_seg', ['x'.repeat(513)]));
    await expectProblem('validation_error', upload('full_seg', ['{}'], 'application/json'));
    await expectProblem('validation_error', upload('full_seg', ['x'.repeat(5 * 1024 * 1024)]));
    expect((await shahin.get<SegmentResponse>(`${SEGMENTS}/full_seg`)).body.included).toBe(0);
  });

  it('cannot be removed while a rule uses it, and cannot be used where it is not there', async () => {
    const problem = await expectProblem(
      'in_use',
      shahin.call('DELETE', `${SEGMENTS}/beta_users`, { rationale: 'done' }),
    );
    expect(problem.detail).toContain('for_beta');
    const rules = [{ id: 'r1', segments: ['not_there'], serve: { variant: 'on' } }];
    const fault = await expectProblem(
      'validation_error',
      shahin.configure('for_beta', 'dev', { rules }),
    );
    expect(pointersOf(fault)).toEqual(['/rules/0/segments/0']);
    await shahin.configure('for_beta', 'staging', { state: 'off', rules: [] });
    expect((await shahin.call('DELETE', `${SEGMENTS}/beta_users`, {})).status).toBe(200);
    await expectProblem('not_found', shahin.get(`${SEGMENTS}/beta_users`));
  });

  it('is refused with a condition that could never be, and from an older version', async () => {
    await shahin.post(SEGMENTS, { key: 'versioned_seg' });
    const when = [{ attribute: 'ip', op: 'in_cidr', values: ['nonsense'] }];
    const fault = await expectProblem(
      'validation_error',
      shahin.patch(`${SEGMENTS}/versioned_seg`, { when }),
    );
    expect(pointersOf(fault)).toEqual(['/when/0/values/0']);
    await shahin.patch(`${SEGMENTS}/versioned_seg`, { name: 'Renamed', version: 1 });
    await expectProblem(
      'version_conflict',
      shahin.patch(`${SEGMENTS}/versioned_seg`, { name: 'Again', version: 1 }),
    );
    await expectProblem('already_exists', shahin.post(SEGMENTS, { key: 'versioned_seg' }));
  });
});

describe('who is in a segment', () => {
  const check = async (body: object) =>
    (await shahin.post<SegmentMembershipResponse>(`${SEGMENTS}/people_seg/check`, body)).body;

  beforeAll(async () => {
    await shahin.post(SEGMENTS, {
      key: 'people_seg',
      match: 'any',
      when: [
        { attribute: 'plan', op: 'equals', values: ['enterprise'] },
        { attribute: 'country', op: 'equals', values: ['DK'] },
      ],
    });
    const add = Array.from({ length: 25 }, (_, index) => `user-${index + 10}`);
    await shahin.post(`${SEGMENTS}/people_seg/members`, { list: 'included', add: ['Zoë', ...add] });
    await shahin.post(`${SEGMENTS}/people_seg/members`, { list: 'excluded', add: ['banned'] });
  });

  it('is downloaded as a file that can be uploaded again', async () => {
    const path = `${SEGMENTS}/people_seg/members`;
    const file = await shahin.download(`${path}/included`);
    expect(file.split('\n').slice(0, 2)).toEqual(['Zoë', 'user-10']);
    await shahin.call('PUT', `${path}/included`, file, { 'content-type': 'text/plain' });
    expect(await shahin.download(`${path}/included`)).toBe(file);
    await expectProblem('not_found', shahin.get(`${path}/friends`));
  });

  it('is answered for one user, with the reason', async () => {
    const someone = { targetingKey: 'someone' };
    expect(await check({ context: { targetingKey: 'user-10' } })).toEqual({
      member: true,
      why: 'included',
    });
    expect(await check({ tenantSlug: 'loomi', context: { targetingKey: 'banned' } })).toEqual({
      member: false,
      why: 'excluded',
    });
    expect(await check({ tenantSlug: 'loomi', context: someone })).toMatchObject({
      why: 'matched',
    });
    expect(await check({ context: { ...someone, country: 'DK' } })).toMatchObject({
      member: true,
    });
    expect(await check({ tenantSlug: 'dk_derby', context: someone })).toEqual({
      member: false,
      why: 'unmatched',
    });
    await expectProblem(
      'not_found',
      shahin.post(`${SEGMENTS}/people_seg/check`, { tenantSlug: 'nobody' }),
    );
  });

  it('is in its history, which names the first of many', async () => {
    await shahin.post(SEGMENTS, { key: 'people_seg_too' });
    const many = Array.from({ length: 500 }, (_, index) => `many-${index}`);
    await shahin.post(`${SEGMENTS}/people_seg/members`, { list: 'included', add: many });
    const { body } = await shahin.get<AuditPageResponse>(`${SEGMENTS}/people_seg/history?limit=2`);
    expect(body.items.map(({ action }) => action)).toEqual(['segment.members', 'segment.upload']);
    expect(body.items[0]).toMatchObject({
      before: { included: 26 },
      after: { included: 526, onlyHere: { included: { length: 50 } } },
    });
    const { body: rest } = await shahin.get<AuditPageResponse>(
      `${SEGMENTS}/people_seg/history?cursor=${body.nextCursor}`,
    );
    expect(rest.items.map(({ action }) => action).at(-1)).toBe('segment.create');
    expect(rest.nextCursor).toBeNull();
  });
});
