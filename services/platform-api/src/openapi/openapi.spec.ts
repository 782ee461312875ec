import { readFile, writeFile } from 'node:fs/promises';
import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';

/** The committed copy, which the typed client is generated from. */
const COPY = new URL('../../../../packages/api-client/openapi.json', import.meta.url);

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

it('is what the committed copy says; `npm run openapi -w services/platform-api` writes it anew', async () => {
  const document: unknown = await (await fetch(`${api.url}/api/openapi.json`)).json();
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (process.env['WRITE_OPENAPI'] === 'true') await writeFile(COPY, text);
  expect(JSON.parse(await readFile(COPY, 'utf8'))).toEqual(document);
});

it('describes every operation with a summary, an answer and the problem', async () => {
  const document = (await (await fetch(`${api.url}/api/openapi.json`)).json()) as {
    paths: Record<
      string,
      Record<string, { summary?: string; responses: object; operationId: string }>
    >;
  };
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  for (const { summary, responses } of operations) {
    expect(summary).toBeTruthy();
    expect(Object.keys(responses)).toEqual([expect.stringMatching(/^20[01]$/), 'default']);
  }
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

it('has a readable page', async () => {
  const response = await fetch(`${api.url}/api/docs`);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('Halyard API');
});
