import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { IdGenerator } from '@cucumber/messages';
import type { Pickle } from '@cucumber/messages';
import type { Client } from '@openfeature/server-sdk';
import { OpenFeature } from '@openfeature/server-sdk';
import { readFileSync } from 'node:fs';
import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { createSpecifiedFlags } from '../../test/ofrep-clients/gherkin/flags.ts';
import { LEFT_OUT, play } from '../../test/ofrep-clients/gherkin/steps.ts';
import { serverClient } from '../../test/ofrep-clients/javascript.ts';

const SCENARIOS = new URL('../../test/ofrep-clients/gherkin/', import.meta.url);

function scenariosOf(file: string): readonly Pickle[] {
  const newId = IdGenerator.uuid();
  const parser = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher());
  const text = readFileSync(new URL(file, SCENARIOS), 'utf8');
  return compile(parser.parse(text), file, newId);
}

let api: TestApi;
let client: Client;

beforeAll(async () => {
  api = await startApi();
  await createSpecifiedFlags(api.as('shahin'));
  client = await serverClient(api.url, (await api.withKey()).secret);
});
afterAll(async () => {
  await OpenFeature.close();
  await api.close();
});

describe.each([
  ['evaluation.feature', 13],
  ['evaluation_v2.feature', 52],
])('OpenFeature’s %s', (file, count) => {
  const scenarios = scenariosOf(file).filter(({ tags }) =>
    tags.every(({ name }) => LEFT_OUT[name] === undefined),
  );

  it('is played, but for what has nothing to do with us', () => {
    expect(scenarios.length).toBe(count);
  });

  it.each(scenarios.map((scenario) => [titleOf(scenario), scenario] as const))(
    '%s',
    (_, scenario) => play(scenario, client),
  );
});

function titleOf({ name, steps }: Pickle): string {
  const about = steps.find(({ text }) => text.includes('key'))?.text ?? '';
  return `${name}: ${about}`;
}
