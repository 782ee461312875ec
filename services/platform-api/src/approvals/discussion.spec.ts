import type {
  ChangePreviewResponse,
  ChangeRequestPageResponse,
  ChangeRequestResponse,
} from '@halyard/contracts';
import { LIMITS } from '@halyard/contracts';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { expectProblem, pointersOf, startApi } from '../../test/api.ts';
import type { Person, TestApi } from '../../test/api.ts';
import { file, request, review, step } from '../../test/approvals.ts';

let api: TestApi;
let shahin: Person;
let marco: Person;

beforeAll(async () => {
  api = await startApi(undefined, { HALYARD_DEFAULT_ENVIRONMENT: 'prod' });
  [shahin, marco] = [api.as('shahin'), api.as('marco')];
});
afterAll(() => api.close());

const REQUESTS = '/api/admin/change-requests';

let counter = 0;
async function filed(flag: object = {}): Promise<ChangeRequestResponse> {
  const key = `discussed_${++counter}`;
  await api.as('ada').createFlag(key, flag);
  const change = { action: 'flag.configure', key, environment: 'prod', state: 'on' };
  return (await file(shahin, { change }, { evidence: 'https://ci/1' })).body;
}

const say = (who: Person, ref: string, text: string) =>
  who.post<ChangeRequestResponse>(`${REQUESTS}/${ref}/comments`, { text });
const previewed = (who: Person, ref: string) =>
  who.get<ChangePreviewResponse>(`${REQUESTS}/${ref}/preview`);

describe('a discussion', () => {
  it('is open to whoever sees the request, and in the audit', async () => {
    const { ref, flag } = await filed();
    await say(api.as('vera'), ref, 'Who asked for it?');
    const { status, body } = await say(shahin, ref, 'Support did');
    expect(status).toBe(200);
    expect(body.comments).toMatchObject([
      { by: 'vera', byName: expect.any(String) as string, text: 'Who asked for it?' },
      { by: 'shahin', text: 'Support did' },
    ]);
    const entries = await api.as('ada').history(flag ?? '');
    expect(entries.filter(({ action }) => action === 'request.comment')).toMatchObject([
      { actor: 'shahin', rationale: 'Support did', approvalRef: ref },
      { actor: 'vera', rationale: 'Who asked for it?', approvalRef: ref },
    ]);
  });

  it('takes nothing from the approvals, and an edit nothing from it', async () => {
    const { ref } = await filed();
    await review(marco, ref);
    const { body } = await say(shahin, ref, 'Thank you');
    expect(body).toMatchObject({ awaiting: 'awaiting 1 of 2', reviews: [{ by: 'marco' }] });
    const edit = { rationale: 'Another reason', version: body.version };
    const { body: edited } = await shahin.patch<ChangeRequestResponse>(`${REQUESTS}/${ref}`, edit);
    expect(edited).toMatchObject({
      awaiting: 'awaiting 2 of 2',
      comments: [{ text: 'Thank you' }],
    });
  });

  it('goes on when the request is finished', async () => {
    const { ref } = await filed();
    await step(shahin, ref, 'withdraw');
    await say(marco, ref, 'Why?');
    expect((await request(shahin, ref)).body).toMatchObject({
      state: 'withdrawn',
      comments: [{ text: 'Why?' }],
    });
  });

  it('refuses what is empty, too long, or one too many', async () => {
    const { ref } = await filed();
    for (const text of ['', 'x'.repeat(LIMITS.reasonLength + 1)]) {
      const problem = await expectProblem('validation_error', say(marco, ref, text));
      expect(pointersOf(problem)).toEqual(['/text']);
    }
    const comment = { by: 'marco', byName: 'Marco', text: 'again', at: new Date() };
    const comments = Array.from({ length: LIMITS.commentsPerRequest - 1 }, () => comment);
    const requests = api.app.get<Connection>(getConnectionToken()).collection('change_requests');
    await requests.updateOne({ ref }, { $set: { comments } });
    expect((await say(marco, ref, 'the last')).status).toBe(200);
    const problem = await expectProblem('validation_error', say(marco, ref, 'one too many'));
    expect(pointersOf(problem)).toEqual(['/text']);
  });
});

describe('what a request would do', () => {
  it('is told to a reviewer, who may not make such a change', async () => {
    const { ref, flag } = await filed();
    const { status, body } = await previewed(marco, ref);
    expect([status, body.impacted]).toEqual([200, 5]);
    expect(body.impact[0]).toMatchObject({ flag, impact: 'gains' });
  });

  it('withholds a sensitive flag from those who may not ask for it', async () => {
    const { ref, flag } = await filed({ sensitive: true });
    expect((await previewed(marco, ref)).body).toMatchObject({ impact: [], withheld: [flag] });
    expect((await previewed(api.as('ada'), ref)).body).toMatchObject({ impacted: 5, withheld: [] });
  });

  it('is nothing once it is finished', async () => {
    const { ref } = await filed();
    await review(marco, ref, 'reject');
    await expectProblem('request_closed', previewed(marco, ref));
  });
});

describe('the list', () => {
  const refs = async (who: Person, query: string) => {
    const { body } = await who.get<ChangeRequestPageResponse>(`${REQUESTS}?${query}`);
    return body.items.map(({ ref }) => ref);
  };

  it('has one’s own, and those that are not finished', async () => {
    const open = await filed();
    const closed = await filed();
    await step(shahin, closed.ref, 'withdraw');
    const mine = await refs(shahin, 'author=me');
    expect(mine.slice(0, 2)).toEqual([closed.ref, open.ref]);
    expect(await refs(marco, 'author=me')).toEqual([]);
    const unfinished = await refs(shahin, 'author=me&state=open');
    expect(unfinished).toContain(open.ref);
    expect(unfinished).not.toContain(closed.ref);
  });
});
