import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { expectProblem, startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { describeIdempotent } from '../../test/contracts/idempotent.ts';
import type { IdempotencyKeyRecord } from './idempotency-key.schema.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const keys = () =>
  api.app
    .get<Connection>(getConnectionToken())
    .collection<IdempotencyKeyRecord>('idempotency_keys');

let flags = 0;
const ENVIRONMENT = { environment: 'dev', reason: 'a test' };

/** A new flag, with the actions that were taken on it. */
async function aFlagAfter(...actions: string[]): Promise<string> {
  const key = `flag_${(flags += 1)}`;
  await api.as('ada').createFlag(key);
  for (const action of actions) await api.as('ada').act(action, key, 'dev');
  return key;
}

const ACTIONS: Record<string, { after?: string[]; body?: object; status?: number }> = {
  enable: {},
  disable: { after: ['enable'] },
  kill: {},
  unkill: { after: ['kill'] },
  rollback: { after: ['enable'] },
  // It takes the flag from production too, which waits for approval.
  archive: { body: { reason: 'a test' }, status: 428 },
  restore: { body: { reason: 'a test' } },
};

describe.each(Object.entries(ACTIONS))(
  '%s',
  (action, { after = [], body = ENVIRONMENT, status }) => {
    describeIdempotent(action, {
      api: () => api,
      by: 'ada',
      prepare: async () => {
        const key = await aFlagAfter(...after);
        return { path: `/api/admin/flags/${key}/actions/${action}`, body, status };
      },
    });
  },
);

describe.each(['enable', 'disable', 'kill', 'archive'])('%s', (action) => {
  describeIdempotent(`${action} of many flags`, {
    api: () => api,
    by: 'ada',
    prepare: async () => {
      const keysOf = [await aFlagAfter(), await aFlagAfter()];
      const where = action === 'archive' ? { reason: 'a test' } : ENVIRONMENT;
      return { path: `/api/admin/flags/actions/${action}`, body: { keys: keysOf, ...where } };
    },
  });
});

describeIdempotent('purge', {
  api: () => api,
  by: 'ada',
  prepare: () =>
    Promise.resolve({ path: '/api/admin/flags/actions/purge', body: { reason: 'a test' } }),
});

describe('an Idempotency-Key', () => {
  const kill = (sub: string, flag: string, key: string, body: object = ENVIRONMENT) =>
    api.as(sub).call('POST', `/api/admin/flags/${flag}/actions/kill`, body, {
      'idempotency-key': key,
    });

  it('is one person’s: another’s is another', async () => {
    const [flag, key] = [await aFlagAfter(), randomUUID()];
    await kill('olga', flag, key);
    const { headers, body } = await kill('ada', flag, key, { ...ENVIRONMENT, reason: 'mine' });
    expect(headers.has('idempotency-replayed')).toBe(false);
    expect(body).not.toMatchObject({ code: 'idempotency_mismatch' });
  });

  it('is one route’s: on another flag it is another', async () => {
    const [one, other, key] = [await aFlagAfter(), await aFlagAfter(), randomUUID()];
    await kill('olga', one, key);
    const { status, headers } = await kill('olga', other, key);
    expect([status, headers.has('idempotency-replayed')]).toEqual([200, false]);
  });

  it('takes the same fields in another order for the same body', async () => {
    const [flag, key] = [await aFlagAfter(), randomUUID()];
    await kill('olga', flag, key, { environment: 'dev', reason: 'a test' });
    const { headers } = await kill('olga', flag, key, { reason: 'a test', environment: 'dev' });
    expect(headers.get('idempotency-replayed')).toBe('true');
  });

  it('replays the problem of an action that came to nothing, to the letter', async () => {
    const key = randomUUID();
    const first = await kill('olga', 'no_such_flag', key);
    await api.as('ada').createFlag('no_such_flag');
    const second = await kill('olga', 'no_such_flag', key);
    await expectProblem('not_found', Promise.resolve(second));
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  it('is free again where nothing was carried out', async () => {
    const [flag, key] = [await aFlagAfter(), randomUUID()];
    await expectProblem('validation_error', kill('olga', flag, key, { environment: 'dev' }));
    await expectProblem('permission_denied', kill('vera', flag, key));
    expect((await kill('olga', flag, key)).status).toBe(200);
  });

  it('of an action that nobody finished is taken over after a minute, and by one alone', async () => {
    const [flag, key] = [await aFlagAfter(), randomUUID()];
    await kill('olga', flag, key);
    const route = `POST /api/admin/flags/${flag}/actions/kill`;
    const crashed = (secondsAgo: number) =>
      keys().updateOne(
        { route },
        { $set: { answer: null, startedAt: new Date(Date.now() - secondsAgo * 1000) } },
      );
    await crashed(50);
    await expectProblem('idempotency_in_flight', kill('olga', flag, key));
    await crashed(61);
    const answers = await Promise.all([1, 2, 3].map(() => kill('olga', flag, key)));
    const carriedOut = answers.filter(
      ({ body, headers }) =>
        !headers.has('idempotency-replayed') &&
        (body as { code?: string }).code !== 'idempotency_in_flight',
    );
    expect(carriedOut).toHaveLength(1);
  });

  it('is forgotten after a day', async () => {
    const [flag, key] = [await aFlagAfter(), randomUUID()];
    await kill('olga', flag, key);
    const aDayAgo = new Date(Date.now() - 24 * 60 * 60 * 1000);
    await keys().updateOne({ route: new RegExp(flag) }, { $set: { startedAt: aDayAgo } });
    const { headers, body } = await kill('olga', flag, key, { ...ENVIRONMENT, reason: 'again' });
    expect(headers.has('idempotency-replayed')).toBe(false);
    expect(body).not.toMatchObject({ code: 'idempotency_mismatch' });
    const indexes = await keys().indexes();
    expect(indexes.map(({ expireAfterSeconds }) => expireAfterSeconds)).toContain(86_400);
  });

  it.each(['with space', 'ü', 'x'.repeat(256)])('is refused when it is %j', async (key) => {
    const encoded = Buffer.from(key).toString('latin1');
    await expectProblem('validation_error', kill('olga', 'gdpr_export', encoded));
  });

  it('of a body that cannot be hashed is refused', async () => {
    const path = '/api/admin/flags/gdpr_export/actions/kill';
    for (const text of [
      '{"reason": "\\ud800"}',
      `{"a": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    ]) {
      await expectProblem('validation_error', api.as('olga').call('POST', path, text));
    }
  });
});
