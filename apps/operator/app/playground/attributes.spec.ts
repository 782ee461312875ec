import { attributesOf, parseAttributes, rowsOf, textOf, typeWord, valueOf } from './attributes';

it.each([
  ['12', 12, 'number'],
  ['true', true, 'true/false'],
  ['["a"]', ['a'], 'list'],
  ['{"a":1}', { a: 1 }, 'object'],
  ['null', null, 'nothing'],
  ['DK', 'DK', 'text'],
  ['"12"', '12', 'text'],
  ['', '', 'text'],
])('takes %j for what it looks like', (text, value, word) => {
  expect(valueOf(text)).toEqual(value);
  expect(typeWord(text)).toBe(word);
  expect(valueOf(textOf(value))).toEqual(value);
});

it('leaves out rows that have no name yet', () => {
  const rows = [
    { name: ' country ', text: 'DK' },
    { name: '', text: 'x' },
  ];
  expect(attributesOf(rows)).toEqual({ country: 'DK' });
  expect(rowsOf({ seats: 12, code: '007' })).toEqual([
    { name: 'seats', text: '12' },
    { name: 'code', text: '007' },
  ]);
});

it('says what is wrong with JSON', () => {
  expect(parseAttributes('{"a": 1}')).toEqual({ attributes: { a: 1 } });
  expect(parseAttributes(' ')).toEqual({ attributes: {} });
  expect(parseAttributes('[1]')).toEqual({ fault: expect.stringContaining('object') as string });
  expect(parseAttributes('{')).toEqual({
    fault: expect.stringMatching(/^This is no JSON/) as string,
  });
});
