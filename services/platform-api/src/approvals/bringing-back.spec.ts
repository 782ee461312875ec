import type { ChangeRequestPageResponse } from '@halyard/contracts';
import { expectProblem, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';
import { carryThrough, file, request, review, step } from '../../test/approvals.ts';

let api: TestApi;
let olga: Person;
let ada: Person;

beforeAll(async () => {
  api = await startApi(undefined, { HALYARD_DEFAULT_ENVIRONMENT: 'prod' });
  [olga, ada] = [api.as('olga'), api.as('ada')];
});
afterAll(() => api.close());

const REQUESTS = '/api/admin/change-requests';
const reason = 'It answers again';

let counter = 0;
/** A category with a flag that is on in production, and is held down. */
async function heldDown(): Promise<{ category: string; release: object }> {
  const category = `held-${++counter}`;
  const key = `held_${counter}`;
  await ada.createFlag(key, { category });
  const change = { action: 'flag.configure', key, environment: 'prod', state: 'on' };
  expect((await carryThrough(api, ada, change)).state).toBe('applied');
  await olga.post(`/api/admin/kill-switches/prod/${category}`, { reason: 'It burns' });
  const release = { action: 'kill.release', environment: 'prod', category, reason };
  return { category, release };
}

async function killed(): Promise<object> {
  const key = `killed_${++counter}`;
  await ada.createFlag(key);
  const change = { action: 'flag.configure', key, environment: 'prod', state: 'on' };
  await carryThrough(api, ada, change);
  await olga.act('kill', key, 'prod');
  return { action: 'flag.unkill', key, environment: 'prod', reason };
}

const waiting = async () => {
  const { body } = await api
    .as('vera')
    .get<ChangeRequestPageResponse>(`${REQUESTS}?bringsBack=true`);
  return body.items.map(({ ref }) => ref);
};

describe.each([
  ['a kill switch', async () => (await heldDown()).release],
  ['a killed flag', killed],
])('bringing %s back', (_, held) => {
  it('is asked for once at a time, whoever asks and with whatever words', async () => {
    const change = await held();
    const { ref } = (await file(olga, change)).body;
    const problem = await expectProblem('request_open', file(ada, { ...change, reason: 'Please' }));
    expect(problem).toMatchObject({ status: 409, ref, changeRequestUrl: `${REQUESTS}/${ref}` });
    expect(problem.detail).toContain(ref);
    expect(await waiting()).toEqual([ref]);
    await review(api.as('marco'), ref);
    await expectProblem('request_open', file(ada, change));
    expect((await review(api.as('roberto'), ref)).body.state).toBe('applied');
    expect(await waiting()).toEqual([]);
  });

  it('is asked for again once the first has come to nothing', async () => {
    const change = await held();
    const first = (await file(olga, change)).body.ref;
    await review(api.as('marco'), first, 'reject');
    const second = (await file(olga, change)).body.ref;
    await step(olga, second, 'withdraw');
    const third = await carryThrough(api, olga, change);
    expect(third.state).toBe('applied');
  });

  it('waits for nobody’s draft, which cannot be submitted while another waits', async () => {
    const change = await held();
    const draft = (await file(olga, change, { draft: true })).body.ref;
    const { ref } = (await file(ada, change)).body;
    await expectProblem('request_open', step(olga, draft, 'submit'));
    expect((await request(olga, draft)).body.state).toBe('draft');
    await step(ada, ref, 'withdraw');
    expect((await step(olga, draft, 'submit')).body.state).toBe('in_review');
    await step(olga, draft, 'withdraw');
  });
});

it('lets one of two requests through that are filed at once', async () => {
  const { release } = await heldDown();
  const answers = await Promise.all([olga, ada].map((person) => file(person, release)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await waiting()).toHaveLength(1);
});

it('asks for each switch by itself, and refuses nothing else that is filed twice', async () => {
  const [one, other] = [await heldDown(), await heldDown()];
  expect((await file(olga, one.release)).status).toBe(201);
  expect((await file(olga, other.release)).status).toBe(201);
  await ada.createFlag('filed_twice');
  const change = { action: 'flag.configure', key: 'filed_twice', environment: 'prod', state: 'on' };
  expect((await file(ada, change)).status).toBe(201);
  expect((await file(ada, change)).status).toBe(201);
});
