import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { SERVER, WEB } from '../../test/ofrep-clients/javascript.ts';
import { expectedOf, questionOf } from '../../test/ofrep-clients/official-client.ts';
import { OTHER_LANGUAGES } from '../../test/ofrep-clients/other-languages.ts';
import { seedVectors } from '../../test/ofrep-clients/vectors.ts';
import type { VectorCase } from '../../test/ofrep-clients/vectors.ts';

/** The first build of a client fetches what it is made of. */
const BUILD_MS = 300_000;

let api: TestApi;
let key: string;
let cases: readonly VectorCase[];

beforeAll(async () => {
  api = await startApi(undefined, { HALYARD_SERVER_KEY_LIMIT: '1000000' });
  cases = await seedVectors(api);
  key = (await api.withKey()).secret;
}, BUILD_MS);
afterAll(() => api.close());

it('can be asked most of the vectors, of every lane', () => {
  expect(cases.length).toBeGreaterThan(2_250);
  const lanes = cases.map(({ expect: { source, reason } }) => `${source ?? ''} ${reason}`);
  expect([...new Set(lanes)].sort()).toEqual([
    'default DEFAULT',
    'default DISABLED',
    'default ERROR',
    'default SPLIT',
    'default STATIC',
    'kill_switch DISABLED',
    'prerequisite PREREQUISITE_FAILED',
    'rollout SPLIT',
    'rule SPLIT',
    'rule TARGETING_MATCH',
    'tenant_override SPLIT',
    'tenant_override TARGETING_MATCH',
    'user_override TARGETING_MATCH',
  ]);
});

describe.each([SERVER, WEB, ...OTHER_LANGUAGES])('the official client for $name', (client) => {
  const { missing, makes = (expected) => expected } = client;
  if (missing !== undefined) {
    process.stderr.write(`NOT TESTED: the official OFREP client for ${client.name}. ${missing}\n`);
    it.skip(`gets the answers of the vectors. NOT TESTED: ${missing}`, () => undefined);
    return;
  }

  it(
    'gets the answers of the vectors',
    async () => {
      await client.prepare();
      const questions = cases.map(questionOf);
      const answers = await client.ask(questions, api.url, key);
      const expected = cases.map((vector) => {
        const question = questionOf(vector);
        return { name: vector.name, answer: makes(expectedOf(vector, question), question) };
      });
      const named = cases.map(({ name }, index) => ({ name, answer: answers[index] }));
      expect(named).toEqual(expected);
    },
    BUILD_MS,
  );
});
