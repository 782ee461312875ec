import type {
  AuditChainPageResponse,
  AuditEntryResponse,
  AuditPageResponse,
} from '@halyard/contracts';
import { getConnectionToken } from '@nestjs/mongoose';
import canonicalize from 'canonicalize';
import type { Connection } from 'mongoose';
import { createHash } from 'node:crypto';
import { expectProblem, pointersOf, startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { append, chainOf, someFacts, trailOf } from '../../test/audit.ts';
import { GENESIS } from './audit-entry.ts';
import type { AuditEntry } from './audit-entry.ts';

const ts = (minute: number) => `2027-01-31T09:${String(minute).padStart(2, '0')}:00.000Z`;

/** Four entries that the tests look for, known by their requests. */
const FIRST = someFacts({
  requestId: 'first',
  ts: ts(1),
  tenant: '98chimp',
  flag: 'argus_demo',
  source: 'change_request',
  action: 'request.review',
  environment: 'prod',
});
const SECOND = someFacts({
  requestId: 'second',
  ts: ts(2),
  tenant: '98chimp',
  actor: 'olga',
  approvalRef: 'CR-000007',
  rationale: 'They (98chimp) asked',
});
const THIRD = someFacts({
  requestId: 'third',
  ts: ts(3),
  tenant: '98chimp',
  after: { ключ: 'ü', n: 1e21, z: -0 },
});
const FOURTH = someFacts({ requestId: 'fourth', ts: ts(4), tenant: 'loomi', actor: 'olga' });

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  await append(api, '98chimp', [FIRST, SECOND, THIRD]);
  await append(api, 'loomi', [FOURTH]);
  await makeAuditor('toni', '98chimp');
}, 20_000);
afterAll(() => api.close());

async function makeAuditor(sub: string, on: string): Promise<void> {
  const members = api.app
    .get<Connection>(getConnectionToken())
    .collection<{ _id: string }>('members');
  const roles = { $set: { roles: ['auditor'], version: 1 } };
  await members.updateOne(
    { sub, on },
    { ...roles, $setOnInsert: { _id: `mem_${sub}` } },
    { upsert: true },
  );
}

async function listed(query: string, sub = 'ada'): Promise<readonly AuditEntryResponse[]> {
  const { status, body } = await api.as(sub).get<AuditPageResponse>(`/api/admin/audit?${query}`);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body.items;
}

/** Those of the four that are there, as the answer has them. */
function known(entries: readonly Pick<AuditEntry, 'requestId'>[]): string[] {
  const all = [FIRST, SECOND, THIRD, FOURTH].map(({ requestId }) => requestId);
  return entries.map(({ requestId }) => requestId).filter((id) => all.includes(id));
}

async function exported(query = '', sub = 'ada') {
  const authorization = `Bearer ${await api.identity.issueToken(sub)}`;
  const response = await fetch(`${api.url}/api/admin/audit/export?${query}`, {
    headers: { authorization },
  });
  return { response, text: await response.text() };
}

function entriesIn(text: string): AuditEntry[] {
  const lines = text.trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as AuditEntry);
}

describe('the trail', () => {
  it.each([
    ['stream=loomi', ['fourth']],
    ['actor=olga', ['fourth', 'second']],
    ['action=request.review', ['first']],
    ['flag=argus_demo', ['first']],
    ['tenant=98chimp', ['third', 'second', 'first']],
    ['environment=prod&tenant=98chimp', ['first']],
    ['source=change_request', ['first']],
    ['approvalRef=CR-000007', ['second']],
    ['requestId=third', ['third']],
    [`from=${ts(2)}&to=${ts(4)}`, ['third', 'second']],
    [`from=${encodeURIComponent('2027-01-31T11:04:00+02:00')}`, ['fourth']],
    [`q=${encodeURIComponent('(98CHIMP) ask')}`, ['second']],
    ['q=REQUEST.r', ['first']],
    ['actor=olga&stream=98chimp', ['second']],
    ['actor=nobody', []],
  ])('is queried by %s, newest first', async (query, expected) => {
    const items = await listed(query);
    expect(known(items)).toEqual(expected);
  });

  it('is read a page at a time, each entry once', async () => {
    const ids: string[] = [];
    let cursor = '';
    do {
      const query: string = `stream=platform&limit=4${cursor && `&cursor=${cursor}`}`;
      const { body } = await api.as('ada').get<AuditPageResponse>(`/api/admin/audit?${query}`);
      expect(body.items.length).toBeLessThanOrEqual(4);
      ids.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor ?? '';
    } while (cursor !== '');
    const chain = await chainOf(api);
    expect(ids.toSorted()).toEqual(chain.map(({ id }) => id).toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says what is wrong with a query', async () => {
    const bad = 'source=weather&from=yesterday&approvalRef=7&flag=No&limit=0&colour=red';
    const problem = await expectProblem(
      'validation_error',
      api.as('ada').get(`/api/admin/audit?${bad}`),
    );
    expect(pointersOf(problem)).toEqual(['/colour', '/flag', '/from', '/limit', '/source']);
    await expectProblem('validation_error', api.as('ada').get('/api/admin/audit?cursor=x'));
  });

  it('finds each of its fields, and a stretch of time, by an index', async () => {
    const { entries } = trailOf(api);
    const fields = [
      'stream',
      'actor',
      'action',
      'flag',
      'tenant',
      'environment',
      'source',
      'approvalRef',
      'requestId',
    ];
    for (const filter of [{ ts: { $gt: ts(1) } }, ...fields.map((field) => ({ [field]: 'x' }))]) {
      const { queryPlanner } = (await entries
        .find(filter)
        .sort({ ts: -1, _id: -1 })
        .explain('queryPlanner')) as { queryPlanner: { winningPlan: object } };
      const plan = JSON.stringify(queryPlanner.winningPlan);
      expect(plan).toContain('"stage":"IXSCAN"');
      expect(plan).not.toContain('"stage":"SORT"');
    }
  });
});

describe('an entry', () => {
  it('is found by its place in its chain', async () => {
    const last = (await chainOf(api, '98chimp')).at(-1) as AuditEntry;
    const path = `/api/admin/audit/entries/98chimp/${last.seq}`;
    const { body } = await api.as('ada').get<AuditEntryResponse>(path);
    expect(body).toMatchObject({ id: last.id, hash: last.hash, prevHash: last.prevHash });
  });

  it('is not found where there is none, or in a place that is none', async () => {
    for (const place of ['98chimp/99', '98chimp/first', '98chimp/1.5', 'nowhere/1']) {
      await expectProblem('not_found', api.as('ada').get(`/api/admin/audit/entries/${place}`));
    }
  });
});

describe('the tail', () => {
  it('tells of each new entry in the reader’s scope, and where it is', async () => {
    const [ada, toni] = [await tailOf('ada'), await tailOf('toni')];
    await append(api, 'loomi', [someFacts()]);
    await append(api, '98chimp', [someFacts()]);
    const { seq } = (await chainOf(api, '98chimp')).at(-1) as AuditEntry;
    expect(await toni.next()).toEqual({ stream: '98chimp', seq });
    expect(await ada.next()).toMatchObject({ stream: 'loomi' });
    expect(await ada.next()).toEqual({ stream: '98chimp', seq });
    await Promise.all([ada.close(), toni.close()]);
  });
});

/** Follows the trail, an entry's place at a time. */
async function tailOf(sub: string) {
  const authorization = `Bearer ${await api.identity.issueToken(sub)}`;
  const response = await fetch(`${api.url}/api/admin/audit/tail`, { headers: { authorization } });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream())
    .getReader();
  let text = '';
  return {
    async next(): Promise<unknown> {
      for (;;) {
        const [, data, rest] = /data: (.*)\n\n([^]*)/.exec(text) ?? [];
        if (data !== undefined) {
          text = rest ?? '';
          return JSON.parse(data);
        }
        text += (await reader.read()).value ?? '';
      }
    },
    close: () => reader.cancel(),
  };
}

describe('an export', () => {
  it('verifies from its text alone', async () => {
    const { response, text } = await exported();
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect(text.endsWith('\n')).toBe(true);
    const ends = new Map<string, { seq: number; hash: string }>();
    for (const line of text.trimEnd().split('\n')) {
      const { hash, ...content } = JSON.parse(line) as AuditEntry;
      const { seq, hash: previous } = ends.get(content.stream) ?? { seq: 0, hash: GENESIS };
      expect([content.seq, content.prevHash]).toEqual([seq + 1, previous]);
      expect(
        createHash('sha256')
          .update(canonicalize(content) ?? '')
          .digest('hex'),
      ).toBe(hash);
      // Each line is canonical as it stands, hash and all.
      expect(canonicalize({ hash, ...content })).toBe(line);
      ends.set(content.stream, { seq: content.seq, hash });
    }
    for (const [stream, { hash }] of ends) {
      expect([stream, hash]).toEqual([stream, (await chainOf(api, stream)).at(-1)?.hash]);
    }
    expect([...ends.keys()]).toEqual(expect.arrayContaining(['98chimp', 'loomi', 'platform']));
  });

  it('takes the same filters, oldest first', async () => {
    const { text } = await exported('tenant=98chimp&from=2027-01-31T09:02:00Z');
    expect(known(entriesIn(text))).toEqual(['second', 'third']);
    expect((await exported('actor=nobody')).text).toBe('');
  });
});

describe('a tenant’s auditor', () => {
  it('reads, exports, verifies and signs that tenant’s stream', async () => {
    const toni = api.as('toni');
    const { length } = await chainOf(api, '98chimp');
    const read = [await listed('', 'toni'), await listed('stream=98chimp', 'toni')];
    for (const entries of [...read, entriesIn((await exported('', 'toni')).text)]) {
      expect(entries.map(({ stream }) => stream)).toEqual(Array(length).fill('98chimp'));
    }
    const { body } = await toni.get<object>('/api/admin/audit/verify?stream=98chimp');
    expect(body).toMatchObject({ valid: true, entries: length });
    expect((await toni.post('/api/admin/audit/heads', { stream: '98chimp' })).status).toBe(201);
    expect((await toni.get('/api/admin/audit/keys')).status).toBe(200);
    const chains = await toni.get<AuditChainPageResponse>('/api/admin/audit/chains');
    expect(chains.body.items.map(({ stream }) => stream)).toEqual(['98chimp']);
  });

  it('finds no other stream, whatever they ask by', async () => {
    const toni = api.as('toni');
    for (const stream of ['loomi', 'platform', 'nowhere']) {
      await expectProblem('not_found', toni.get(`/api/admin/audit?stream=${stream}`));
      await expectProblem('not_found', toni.get(`/api/admin/audit/export?stream=${stream}`));
      await expectProblem('not_found', toni.get(`/api/admin/audit/verify?stream=${stream}`));
      await expectProblem('not_found', toni.post('/api/admin/audit/heads', { stream }));
      await expectProblem('not_found', toni.get(`/api/admin/audit/entries/${stream}/1`));
    }
    for (const query of ['tenant=loomi', 'q=loomi', `from=${ts(4)}`]) {
      expect(await listed(query, 'toni')).toEqual([]);
      expect((await exported(query, 'toni')).text).toBe('');
    }
  });
});

it('is closed to those without audit:read, and has no way to write', async () => {
  for (const sub of ['vera', 'shahin', 'olga', 'user@98chimp']) {
    const person = api.as(sub);
    await expectProblem('permission_denied', person.get('/api/admin/audit'));
    await expectProblem('permission_denied', person.get('/api/admin/audit/export'));
    await expectProblem('permission_denied', person.get('/api/admin/audit/verify?stream=98chimp'));
    await expectProblem('permission_denied', person.get('/api/admin/audit/keys'));
    await expectProblem('permission_denied', person.get('/api/admin/audit/chains'));
    await expectProblem('permission_denied', person.get('/api/admin/audit/tail'));
    await expectProblem('permission_denied', person.get('/api/admin/audit/entries/98chimp/1'));
    await expectProblem(
      'permission_denied',
      person.post('/api/admin/audit/heads', { stream: '98chimp' }),
    );
  }
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    const { status } = await api.as('ada').call(method, '/api/admin/audit', {});
    expect([method, status]).toEqual([method, 404]);
  }
});
