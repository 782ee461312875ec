import { expectProblem, pointersOf } from '../api.ts';
import type { Answer, TestApi } from '../api.ts';
import { trailOf } from '../audit.ts';
import { randomUUID } from 'node:crypto';

/** An action that can be carried out. */
export interface PreparedAction {
  readonly path: string;
  readonly body: object;
  /** What it comes to, where that is not 200: a problem is an answer too. */
  readonly status?: number;
}

export interface IdempotentAction {
  readonly api: () => TestApi;
  /** Who may carry it out. */
  readonly by: string;
  /** Brings about a state in which it can be carried out. */
  prepare(): Promise<PreparedAction>;
}

/** What every action keeps: one key, one action, one answer. */
export function describeIdempotent(name: string, { api, by, prepare }: IdempotentAction): void {
  const post = ({ path, body }: PreparedAction, key: string): Promise<Answer> =>
    api().as(by).call('POST', path, body, { 'idempotency-key': key });
  const entries = () => trailOf(api()).entries.countDocuments();

  describe(`${name}, an action`, () => {
    it('needs an Idempotency-Key', async () => {
      const action = await prepare();
      const before = await entries();
      const problem = await expectProblem('validation_error', post(action, ''));
      expect(pointersOf(problem)).toEqual(['/headers/idempotency-key']);
      expect(await entries()).toBe(before);
    });

    it('answers a second try as the first, and is carried out once', async () => {
      const action = await prepare();
      const key = randomUUID();
      const first = await post(action, key);
      expect(first.status).toBe(action.status ?? 200);
      expect(first.headers.get('idempotency-replayed')).toBeNull();
      const after = await entries();
      const second = await post(action, key);
      expect([second.status, second.body]).toEqual([first.status, first.body]);
      expect(second.headers.get('idempotency-replayed')).toBe('true');
      expect(await entries()).toBe(after);
    });

    it('refuses another body under the same key', async () => {
      const action = await prepare();
      const key = randomUUID();
      await post(action, key);
      const after = await entries();
      const other = { ...action, body: { ...action.body, reason: 'another one' } };
      await expectProblem('idempotency_mismatch', post(other, key));
      expect(await entries()).toBe(after);
    });

    it('is carried out once when it comes three times at the same instant', async () => {
      const action = await prepare();
      const key = randomUUID();
      const answers = await Promise.all([1, 2, 3].map(() => post(action, key)));
      const carriedOut = answers.filter(
        ({ status, headers }) => status !== 409 && !headers.has('idempotency-replayed'),
      );
      expect(carriedOut).toHaveLength(1);
      for (const { status, body } of answers) {
        if (status !== 409) expect(status).toBe(action.status ?? 200);
        else expect(body).toMatchObject({ code: 'idempotency_in_flight' });
      }
    });
  });
}
