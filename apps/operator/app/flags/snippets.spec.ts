import ts from 'typescript';
import type { LanguageName, SnippetFlag } from './snippets';
import { LANGUAGE_NAMES, snippetFor, valueType } from './snippets';

const FLAGS: Readonly<Record<string, SnippetFlag>> = {
  boolean: { key: 'new_nav', type: 'boolean', variants: { on: true, off: false } },
  string: { key: 'layout_test', type: 'string', variants: { a: 'cards', b: 'list' } },
  integer: { key: 'search.limit', type: 'number', variants: { low: 10, high: 100 } },
  float: { key: 'search.weight', type: 'number', variants: { low: 0.5, high: 1 } },
  json: { key: 'search.config', type: 'json', variants: { off: {}, on: { depth: 3 } } },
};
const lastOf = (name: LanguageName, type: string) =>
  snippetFor(name, FLAGS[type] as SnippetFlag)
    .split('\n')
    .find((line) => line.includes((FLAGS[type] as SnippetFlag).key))
    ?.trim();

it.each(Object.keys(FLAGS))('knows a flag of type %s', (type) => {
  expect(valueType(FLAGS[type] as SnippetFlag)).toBe(type);
});

it.each(LANGUAGE_NAMES)('names the flag, in %s', (name) => {
  for (const flag of Object.values(FLAGS)) expect(snippetFor(name, flag)).toContain(flag.key);
});

it.each<[LanguageName, string, string]>([
  ['node', 'boolean', "const value = await flags.getBooleanValue('new_nav', false, context);"],
  ['node', 'string', "const value = await flags.getStringValue('layout_test', '', context);"],
  ['node', 'float', "const value = await flags.getNumberValue('search.weight', 0, context);"],
  ['node', 'json', "const value = await flags.getObjectValue('search.config', {}, context);"],
  ['vue', 'boolean', "const value = useFeatureFlag('new_nav');"],
  ['vue', 'integer', "const value = useFeatureFlag('search.limit', 0);"],
  ['web', 'string', "const value = flags.getStringValue('layout_test', '');"],
  ['python', 'boolean', 'value = flags.get_boolean_value("new_nav", False, context)'],
  ['python', 'float', 'value = flags.get_float_value("search.weight", 0.0, context)'],
  ['go', 'integer', 'value, _ := flags.IntValue(context.Background(), "search.limit", 0, about)'],
  ['java', 'json', 'Value value = flags.getObjectValue("search.config", new Value(), context);'],
  ['curl', 'json', 'https://flags.example.com/ofrep/v1/evaluate/flags/search.config'],
])('asks in %s for a %s', (name, type, line) => {
  expect(lastOf(name, type)).toBe(line);
});

it.each(['node', 'web', 'vue'] as const)('can be parsed, in %s', (name) => {
  for (const flag of Object.values(FLAGS)) {
    const snippet = snippetFor(name, flag);
    const [, script = snippet] = /<script[^>]*>(.*)<\/script>/s.exec(snippet) ?? [];
    const { diagnostics } = ts.transpileModule(script, {
      reportDiagnostics: true,
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext },
    });
    expect(diagnostics).toEqual([]);
  }
});
