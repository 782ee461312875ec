import { jest } from '@jest/globals';
import type {
  AuditChainPageResponse,
  AuditHeadResponse,
  SigningKeysResponse,
  AuditPageResponse,
  AuditVerificationResponse,
} from '@halyard/contracts';
import { getConnectionToken } from '@nestjs/mongoose';
import canonicalize from 'canonicalize';
import type { Connection } from 'mongoose';
import { createPublicKey, verify } from 'node:crypto';
import { expectProblem, startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { append, chainOf, someFacts, trailOf } from '../../test/audit.ts';
import { seal } from './audit-entry.ts';
import type { AuditEntry } from './audit-entry.ts';
import { HEAD_EVERY } from './audit-head.ts';
import { AuditIntegrityService } from './audit-integrity.service.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
}, 20_000);
afterAll(() => api.close());

async function verified(stream: string): Promise<AuditVerificationResponse> {
  const path = `/api/admin/audit/verify?stream=${stream}`;
  const { status, body } = await api.as('ada').get<AuditVerificationResponse>(path);
  expect(status).toBe(200);
  return body;
}

/** A stream of the test's own. */
async function aStream(stream: string, length: number): Promise<string> {
  await append(api, stream, some(length));
  return stream;
}

const some = (count: number) =>
  Array.from({ length: count }, (_, index) => someFacts({ after: { index } }));

it('holds after real changes, and signs the end that it has found', async () => {
  const shahin = api.as('shahin');
  await shahin.createFlag('argus_demo');
  await shahin.configure('argus_demo', 'dev', { state: 'on', rationale: 'trying "it" — ü' });
  const chain = await chainOf(api);

  const first = await verified('platform');

  const { seq, hash } = chain.at(-1) as AuditEntry;
  expect(first).toEqual({
    stream: 'platform',
    valid: true,
    entries: chain.length,
    head: expect.objectContaining({ stream: 'platform', seq, hash }) as AuditHeadResponse,
  });
  const { heads } = trailOf(api);
  const signed = await heads.countDocuments({ stream: 'platform' });
  expect(await verified('platform')).toEqual(first);
  expect(await heads.countDocuments({ stream: 'platform' })).toBe(signed);
});

it('holds for a tenant to whom nothing has happened, and knows no other name', async () => {
  const { entries, heads } = trailOf(api);
  await Promise.all([
    entries.deleteMany({ stream: 'loomi' }),
    heads.deleteMany({ stream: 'loomi' }),
  ]);
  expect(await verified('loomi')).toEqual({ stream: 'loomi', valid: true, entries: 0, head: null });
  const ada = api.as('ada');
  await expectProblem('not_found', ada.get('/api/admin/audit/verify?stream=lomi'));
  await expectProblem('not_found', ada.post('/api/admin/audit/heads', { stream: 'loomi' }));
  await expectProblem('validation_error', ada.get('/api/admin/audit/verify'));
});

it('signs a head at the first entry and whenever 256 have come, with the entry or not at all', async () => {
  await aStream('long', HEAD_EVERY + 2);
  const heads = await trailOf(api).heads.find({ stream: 'long' }).sort({ seq: 1 }).toArray();
  expect(heads.map(({ seq }) => seq)).toEqual([1, HEAD_EVERY + 1]);
  expect(await verified('long')).toMatchObject({ valid: true, head: { seq: HEAD_EVERY + 2 } });
}, 20_000);

it('hands out a head that anyone can check with the public keys', async () => {
  const ada = api.as('ada');
  const { status, body } = await ada.post<AuditHeadResponse>('/api/admin/audit/heads', {
    stream: 'platform',
  });
  expect(status).toBe(201);
  const { signature, kid, ...content } = body;
  const { keys } = (await ada.get<SigningKeysResponse>('/api/admin/audit/keys')).body;
  const jwk = keys.find((key) => key.kid === kid);
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  const text = Buffer.from(canonicalize(content) ?? '');
  expect(verify(null, text, key, Buffer.from(signature, 'base64url'))).toBe(true);
  expect(content.seq).toBe((await chainOf(api)).length);
});

it('names an entry that was edited in the database', async () => {
  const stream = await aStream('edited', 9);
  const { entries, heads } = trailOf(api);
  await entries.updateOne({ stream, seq: 4 }, { $set: { actorName: 'Somebody Else' } });
  const id = (await chainOf(api, stream))[3]?.id;
  expect(await verified(stream)).toMatchObject({
    valid: false,
    entries: 9,
    head: { seq: 1 },
    firstBroken: { seq: 4, id, reason: 'edited' },
  });
  // What does not hold is not signed.
  await expectProblem('audit_broken', api.as('ada').post('/api/admin/audit/heads', { stream }));
  expect(await heads.countDocuments({ stream })).toBe(1);
});

it.each([
  ['given a field of its own', { note: 'x' }],
  ['rid of its JSON', { before: 'nothing' }],
  ['given another kind of moment', { ts: new Date('2027-01-31T09:00:00Z') }],
  ['given numbers that are none', { versions: { prod: Number.NaN } }],
])('names an entry that was %s, and still lists the others', async (how, edit: object) => {
  const stream = how.replaceAll(' ', '_').toLowerCase();
  await append(api, stream, Array(5).fill(someFacts({ ts: '2027-01-31T09:00:00.000Z' })));
  await trailOf(api).entries.updateOne({ stream, seq: 3 }, { $set: edit });
  expect(await verified(stream)).toMatchObject({ firstBroken: { seq: 3, reason: 'edited' } });
  const path = `/api/admin/audit?stream=${stream}`;
  expect((await api.as('ada').get<AuditPageResponse>(path)).body.items).toHaveLength(5);
});

it('leaves no cursor open where a walk ends early', async () => {
  const stream = await aStream('left_early', 300);
  await trailOf(api).entries.updateOne({ stream, seq: 2 }, { $set: { actor: 'nobody' } });
  await verified(stream);
  expect(await openCursorsOf(stream)).toEqual([]);
}, 20_000);

it('names an entry that was deleted in the middle', async () => {
  const stream = await aStream('deleted', 9);
  await trailOf(api).entries.deleteOne({ stream, seq: 5 });
  expect(await verified(stream)).toMatchObject({
    valid: false,
    entries: 8,
    firstBroken: { seq: 5, id: null, reason: 'missing' },
  });
});

it('says that the head does not match when the last ten entries were deleted', async () => {
  const stream = await aStream('cut', 42);
  const { head } = await verified(stream);
  await trailOf(api).entries.deleteMany({ stream, seq: { $gt: 32 } });
  expect(await verified(stream)).toEqual({
    stream,
    valid: false,
    entries: 32,
    head,
    firstBroken: {
      seq: 33,
      id: null,
      reason: 'head_mismatch',
      detail: `The head signed at ${head?.signedAt} says 42 entries, there are 32`,
    },
  });

  // It grows on from there, past the head: what was cut still shows.
  await append(api, stream, some(12));
  expect(await verified(stream)).toMatchObject({
    valid: false,
    entries: 44,
    firstBroken: { seq: 42, reason: 'head_mismatch' },
  });
});

it('says so when all entries were deleted', async () => {
  const stream = await aStream('wiped', 3);
  await trailOf(api).entries.deleteMany({ stream });
  expect(await verified(stream)).toMatchObject({
    valid: false,
    entries: 0,
    firstBroken: { seq: 1, reason: 'head_mismatch' },
  });
});

it('names a head that was forged', async () => {
  const stream = await aStream('forged', 10);
  const { head } = await verified(stream);
  await trailOf(api).entries.deleteMany({ stream, seq: { $gt: 8 } });
  const last = (await chainOf(api, stream)).at(-1);
  const forgery = { $set: { seq: 8, hash: last?.hash } };
  await trailOf(api).heads.updateOne({ stream, seq: head?.seq }, forgery);
  expect(await verified(stream)).toMatchObject({
    valid: false,
    firstBroken: { seq: 8, reason: 'head_forged' },
  });
});

it('is not fooled by a chain that was sealed anew from an edit onward', async () => {
  const stream = await aStream('resealed', 20);
  await verified(stream);
  await resealFrom(stream, 12);
  expect(await verified(stream)).toMatchObject({
    valid: false,
    firstBroken: { seq: 20, reason: 'head_mismatch' },
  });
});

it('lets changes go on when the trail was cut to before a signed head', async () => {
  const stream = await aStream('cut_early', 1);
  await trailOf(api).entries.deleteOne({ stream });
  await append(api, stream, some(1));
  expect(await verified(stream)).toMatchObject({
    valid: false,
    entries: 1,
    firstBroken: { seq: 1, reason: 'head_mismatch' },
  });
});

it('holds while replicas write to it, and others verify it, at the same time', async () => {
  const replica = await startApi(api);
  const stream = await aStream('busy', 1);
  const writers = [api, replica, api, replica].map(async (writer) => {
    for (const facts of some(15)) await append(writer, stream, [facts]);
  });
  const ada = api.as('ada');
  const path = `/api/admin/audit/verify?stream=${stream}`;
  for (let round = 0; round < 5; round += 1) {
    const pair = [1, 2].map(() => ada.get<AuditVerificationResponse>(path));
    for (const { body } of await Promise.all(pair)) expect(body.firstBroken).toBeUndefined();
  }
  await Promise.all(writers);
  expect(await verified(stream)).toMatchObject({ valid: true, entries: 61 });
  await replica.close();
}, 30_000);

/** The lines of a verification that tells how far it is. */
async function followed(stream: string, sub = 'ada'): Promise<Response> {
  const authorization = `Bearer ${await api.identity.issueToken(sub)}`;
  return fetch(`${api.url}/api/admin/audit/verify?stream=${stream}`, {
    headers: { authorization, accept: 'application/x-ndjson' },
  });
}

it('tells how far it is, and at last what it would have answered at once', async () => {
  const stream = await aStream('followed', 3);
  const slow = jest.spyOn(Date, 'now').mockImplementation(aClock(60));
  const response = await followed(stream);
  const lines = (await response.text()).trimEnd().split('\n');
  slow.mockRestore();
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  const told = lines.map((line) => JSON.parse(line) as object);
  expect(told.slice(0, -1)).toContainEqual({ checked: 2, entries: 3 });
  expect(told.at(-1)).toEqual(await verified(stream));
});

it('follows a chain that does not hold up to where it breaks', async () => {
  const stream = await aStream('followed_and_broken', 5);
  await trailOf(api).entries.deleteOne({ stream, seq: 3 });
  const text = await (await followed(stream)).text();
  expect(JSON.parse(text.trimEnd().split('\n').at(-1) ?? '')).toEqual(await verified(stream));
});

it('refuses to follow what is not there, or not for the reader, before it begins', async () => {
  for (const [stream, sub, status] of [
    ['lomi', 'ada', 404],
    ['platform', 'vera', 403],
  ] as const) {
    const response = await followed(stream, sub);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      expect.stringContaining('application/problem+json'),
    ]);
  }
});

it('stops, and leaves no cursor open, where its reader does', async () => {
  const stream = await aStream('given_up', 300);
  const integrity = api.app.get(AuditIntegrityService, { strict: false });
  const told = await integrity.follow({ all: true }, stream);
  const slow = jest.spyOn(Date, 'now').mockImplementation(aClock(200));
  expect((await told.next()).value).toEqual({ checked: 1, entries: 300 });
  slow.mockRestore();
  await told.return(undefined as never);
  expect(await openCursorsOf(stream)).toEqual([]);
}, 20_000);

it('lists the chains, how long each is and how far it is signed, a page at a time', async () => {
  const stream = await aStream('a_chain', 3);
  const ada = api.as('ada');
  const path = '/api/admin/audit/chains';
  const { body } = await ada.get<AuditChainPageResponse>(`${path}?limit=200`);
  const names = body.items.map((chain) => chain.stream);
  expect(names).toEqual(names.toSorted());
  expect(body.items.find((chain) => chain.stream === stream)).toMatchObject({
    entries: 3,
    head: { stream, seq: 1 },
  });
  const paged: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = `limit=3${cursor && `&cursor=${cursor}`}`;
    const page: AuditChainPageResponse = (await ada.get<AuditChainPageResponse>(`${path}?${query}`))
      .body;
    paged.push(...page.items.map((chain) => chain.stream));
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(names);
});

/** A clock that goes on by so many milliseconds whenever somebody looks. */
function aClock(step: number): () => number {
  let now = Date.now();
  return () => (now += step);
}

/** What someone with the whole database can do: an edit, and every hash after it put right. */
async function resealFrom(stream: string, seq: number): Promise<void> {
  const { entries } = trailOf(api);
  const chain = await chainOf(api, stream);
  let last = chain[seq - 2] as AuditEntry;
  for (const { id, seq: _, prevHash: __, hash: ___, ...facts } of chain.slice(seq - 1)) {
    last = seal({ ...facts, actor: 'nobody' }, id, stream, last);
    const { actor, prevHash, hash } = last;
    await entries.updateOne({ _id: id }, { $set: { actor, prevHash, hash } });
  }
}

function openCursorsOf(stream: string): Promise<object[]> {
  return api.app
    .get<Connection>(getConnectionToken())
    .getClient()
    .db('admin')
    .aggregate([
      { $currentOp: { idleCursors: true, allUsers: true } },
      { $match: { 'cursor.originatingCommand.filter.stream': stream } },
    ])
    .toArray();
}
