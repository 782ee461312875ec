import { LIMITS } from '@halyard/contracts';
import type {
  FeatureRequestPageResponse,
  FeatureRequestResponse,
  OwnFeatureRequestPageResponse,
  OwnFeatureRequestResponse,
} from '@halyard/contracts';
import { randomUUID } from 'node:crypto';
import { expectProblem, pointersOf, startApi } from '../../test/api.ts';
import type { Answer, Person, TestApi } from '../../test/api.ts';
import { carryThrough } from '../../test/approvals.ts';
import { chainOf } from '../../test/audit.ts';
import { describeIdempotent } from '../../test/contracts/idempotent.ts';

let api: TestApi;
let ada: Person;
let shahin: Person;
let tessa: Person;

beforeAll(async () => {
  api = await startApi();
  [ada, shahin, tessa] = [api.as('ada'), api.as('shahin'), api.as('tessa')];
  await ada.put('/api/admin/members/loomi/user@loomi', { roles: ['viewer'] });
});
afterAll(() => api.close());

const OWN = '/api/feature-requests';
const ALL = '/api/admin/feature-requests';

const ask = (who: Person, body: object): Promise<Answer<OwnFeatureRequestResponse>> =>
  who.call('POST', OWN, body, { 'idempotency-key': randomUUID() });
const own = async (who: Person, number: number) =>
  (await who.get<OwnFeatureRequestPageResponse>(`${OWN}?limit=200`)).body.items.find(
    (each) => each.number === number,
  );
const answer = (who: Person, number: number, action: string, body: object) =>
  who.post<FeatureRequestResponse>(`${ALL}/98chimp/${number}/actions/${action}`, body);

/** So that the limits of one test are not those of the next. */
async function declineAll(): Promise<void> {
  const { body } = await ada.get<FeatureRequestPageResponse>(`${ALL}?state=open&limit=200`);
  for (const { tenant, number } of body.items) {
    await ada.post(`${ALL}/${tenant}/${number}/actions/decline`, { reason: 'Out of the way' });
  }
}
beforeEach(() => declineAll());

describe('a feature request', () => {
  it('is numbered for its tenant, and says who asked', async () => {
    const { status, body } = await ask(tessa, {
      title: ' Export a person’s data ',
      details: 'Our DPO has to answer within a month.',
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      number: 1,
      title: 'Export a person’s data',
      details: 'Our DPO has to answer within a month.',
      state: 'open',
      answer: null,
      feature: null,
      requestedByName: 'Tessa Friis',
      createdAt: expect.any(String) as string,
      answeredAt: null,
    });
    expect((await ask(tessa, { title: 'Dark mode' })).body.number).toBe(2);
    expect((await ask(api.as('user@loomi'), { title: 'Dark mode' })).body.number).toBe(1);
  });

  it('is in its tenant’s own audit stream, and so is the answer', async () => {
    const { body } = await ask(tessa, { title: 'For the trail' });
    await answer(shahin, body.number, 'decline', { reason: 'Not this year' });
    const [asked, answered] = (await chainOf(api, '98chimp')).slice(-2);
    expect(asked).toMatchObject({
      action: 'feature_request.create',
      actor: 'tessa',
      source: 'feature_request',
      tenant: '98chimp',
      before: null,
      after: { title: 'For the trail', state: 'open' },
      versions: {},
    });
    expect(answered).toMatchObject({
      action: 'feature_request.decline',
      actor: 'shahin',
      rationale: 'Not this year',
      after: { state: 'declined', answer: 'Not this year' },
    });
  });

  it('tells its tenant why it was declined', async () => {
    const { body } = await ask(tessa, { title: 'Fax' });
    const declined = await answer(shahin, body.number, 'decline', { reason: 'We follow Bonn.' });
    expect(declined.status).toBe(200);
    expect(declined.body).toMatchObject({
      state: 'declined',
      answeredBy: 'shahin',
      answeredByName: 'Shahin Moradi',
    });
    expect(await own(tessa, body.number)).toMatchObject({
      state: 'declined',
      answer: 'We follow Bonn.',
      answeredAt: expect.any(String) as string,
    });
  });

  it('that was accepted tells the note, and the feature’s name once it is on for them', async () => {
    await ada.createFlag('their_wish', { name: 'The wish' });
    const { body } = await ask(tessa, { title: 'A wish' });
    const note = 'With the next release.';
    const accepted = await answer(shahin, body.number, 'accept', { flag: 'their_wish', note });
    expect(accepted.body).toMatchObject({ state: 'accepted', flag: 'their_wish', answer: note });

    const waiting = await own(tessa, body.number);
    expect(waiting).toMatchObject({ state: 'accepted', answer: note, feature: null });
    expect(JSON.stringify(waiting)).not.toMatch(/their_wish|The wish|shahin/i);

    await ada.put('/api/admin/overrides/staging/98chimp/their_wish', {
      variant: 'on',
      reason: 'They asked',
    });
    const fulfilled = await own(tessa, body.number);
    expect(fulfilled).toMatchObject({ feature: 'The wish' });
    expect(JSON.stringify(fulfilled)).not.toContain('their_wish');
  });

  it('is answered once, from the version that was read, with a flag that there is', async () => {
    const { body } = await ask(tessa, { title: 'Once' });
    await ada.createFlag('gone_flag');
    await carryThrough(api, ada, { action: 'flag.archive', key: 'gone_flag', reason: 'over' });
    for (const flag of ['no_such_flag', 'gone_flag', 'No Flag']) {
      const refused = answer(shahin, body.number, 'accept', { flag });
      expect(pointersOf(await expectProblem('validation_error', refused))).toEqual(['/flag']);
    }
    const stale = { flag: 'gdpr_export', version: 7 };
    await expectProblem('version_conflict', answer(shahin, body.number, 'accept', stale));
    const accepted = await answer(shahin, body.number, 'accept', { ...stale, version: 1 });
    expect(accepted.status).toBe(200);
    const again = answer(shahin, body.number, 'decline', { reason: 'Sorry' });
    const { detail } = await expectProblem('request_closed', again);
    expect(detail).toBe('It was accepted already');
  });

  it.each([
    [{}, ['/title']],
    [{ title: '   ' }, ['/title']],
    [{ title: 'x'.repeat(LIMITS.nameLength + 1) }, ['/title']],
    [{ title: 'Fine', details: 'x'.repeat(LIMITS.descriptionLength + 1) }, ['/details']],
    [{ title: 'Fine', tenant: 'loomi' }, ['/tenant']],
    [{ title: 'Fine', state: 'accepted' }, ['/state']],
  ])('is refused as %j', async (body, pointers) => {
    const problem = await expectProblem('validation_error', ask(tessa, body));
    expect(pointersOf(problem)).toEqual(pointers);
  });

  it('is for a tenant’s own people with a role, to ask; for editors of the tenant, to answer', async () => {
    await expectProblem('permission_denied', ask(api.as('user@98chimp'), { title: 'Me too' }));
    await expectProblem('permission_denied', ask(ada, { title: 'On their behalf' }));
    await expectProblem('permission_denied', ada.get(OWN));
    const { body } = await ask(tessa, { title: 'Who answers?' });
    const accept = { flag: 'gdpr_export' };
    for (const sub of ['vera', 'tessa', 'toni']) {
      const refused = answer(api.as(sub), body.number, 'accept', accept);
      await expectProblem('permission_denied', refused);
    }
    expect((await answer(shahin, body.number, 'accept', accept)).status).toBe(200);
  });

  it('is never filed for approval', async () => {
    const change = {
      action: 'feature_request.create',
      tenant: '98chimp',
      title: 'By the back door',
    };
    const filed = api
      .as('vera')
      .post('/api/admin/change-requests', { change, rationale: 'A test' });
    expect(pointersOf(await expectProblem('validation_error', filed))).toEqual(['/change/action']);
  });
});

describe('too many requests', () => {
  const many = (most: number) => Array.from({ length: most }, (_, index) => `Wish ${index}`);
  const acme = () => api.as('user@acme');

  beforeAll(() => ada.put('/api/admin/members/acme/user@acme', { roles: ['viewer'] }));

  it('of a day are refused, and those of another tenant are not', async () => {
    for (const title of many(LIMITS.featureRequestsPerDay)) {
      expect((await ask(acme(), { title })).status).toBe(201);
    }
    const { errors } = await expectProblem('validation_error', ask(acme(), { title: 'More' }));
    expect(errors).toEqual([
      { pointer: '/title', message: '10 requests were made within a day: ask again tomorrow' },
    ]);
    expect((await ask(api.as('user@loomi'), { title: 'Another' })).status).toBe(201);
  });
});

describe('the list of them', () => {
  it('comes in pages, newest first, by state and tenant, with how many are open', async () => {
    const leila = api.as('user@loomi');
    const [one, two] = [await ask(leila, { title: 'One' }), await ask(leila, { title: 'Two' })];
    await ada.post(`${ALL}/loomi/${one.body.number}/actions/decline`, { reason: 'No' });
    const list = async (query: string) =>
      (await ada.get<FeatureRequestPageResponse>(`${ALL}?${query}`)).body;

    const open = await list('state=open&tenant=loomi');
    expect(open.items.map(({ number }) => number)).toEqual([two.body.number]);
    expect(open.open).toBe(1);
    const first = await list('limit=1');
    expect(first.items[0]).toMatchObject({ tenant: 'loomi', title: 'Two' });
    const second = await list(`limit=1&cursor=${first.nextCursor ?? ''}`);
    expect(second.items[0]).toMatchObject({ tenant: 'loomi', title: 'One' });
    const mine = await leila.get<OwnFeatureRequestPageResponse>(`${OWN}?limit=1&state=declined`);
    expect(mine.body.items).toMatchObject([{ title: 'One', state: 'declined' }]);
  });

  it('of a tenant holds nothing of another', async () => {
    const mine = await tessa.get<OwnFeatureRequestPageResponse>(`${OWN}?limit=200`);
    expect(mine.body.items.length).toBeGreaterThan(2);
    expect(JSON.stringify(mine.body)).not.toMatch(/loomi|leila/i);
    const { status } = await tessa.get(`${OWN}?tenant=loomi`);
    expect(status).toBe(400);
  });
});

describeIdempotent('answering a feature request', {
  api: () => api,
  by: 'shahin',
  prepare: async () => {
    await declineAll();
    const asked = await ask(api.as('user@loomi'), { title: randomUUID() });
    const path = `${ALL}/loomi/${asked.body.number}/actions/accept`;
    return { path, body: { flag: 'gdpr_export' } };
  },
});
