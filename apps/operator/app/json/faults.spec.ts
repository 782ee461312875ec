import { formatted, jsonFaults, parsed } from './faults';

const told = (text: string, ...pointers: string[]) =>
  jsonFaults(text, () => pointers.map((pointer) => ({ pointer, message: 'is odd' }))).map(
    ({ line, from, to, message }) => [line, text.slice(from, to), message],
  );

it('finds nothing in JSON', () => {
  for (const text of ['{"a": [1, true, null]}', '5', '"text"', ' null ']) {
    expect(jsonFaults(text)).toEqual([]);
  }
});

it.each([
  ['{"a": 1,\n "b": oops}', 2, '“oops}” is not JSON here'],
  ['{"a": 1,\n}', 2, '“}” is not JSON here'],
  ['{"a": 1', 1, 'It ends too early'],
  ["{'a': 1}", 1, "“'a': 1}” is not JSON here"],
  ['', 1, 'Write a JSON value'],
  ['   ', 1, 'Write a JSON value'],
])('says where %j is no JSON', (text, line, message) => {
  expect(jsonFaults(text)).toMatchObject([{ line, message }]);
});

it('shows what a pointer leads to', () => {
  const text = '{\n  "a/b": { "c": [1, [2, 3]] },\n  "d": "e"\n}';
  expect(told(text, '/a~1b/c/1/0')).toEqual([[2, '2', 'Is odd']]);
  expect(told(text, '/d')).toEqual([[3, '"e"', 'Is odd']]);
});

it('shows the nearest value above what is not there', () => {
  const text = '{\n  "a": { "b": 1 }\n}';
  expect(told(text, '/a/missing/deeper')).toEqual([[2, '{ "b": 1 }', 'Is odd']]);
  expect(told(text, '')).toEqual([[1, text, 'Is odd']]);
});

it('takes the last of two properties of one name, as JSON does', () => {
  expect(told('{"a": 1, "a": 2}', '/a')).toEqual([[1, '2', 'Is odd']]);
});

it('indents JSON, and leaves alone what is none', () => {
  expect(formatted('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(formatted('{a}')).toBe('{a}');
  expect(parsed('nothing')).toBeUndefined();
});
