import type { JsonValue } from '@halyard/evaluator';
import { rowsOf } from './rows';

const rows = (before: JsonValue, after: JsonValue) => rowsOf({ before, after, differences: [] });
const onPro = { attribute: 'plan', op: 'in', values: ['pro'] };
const aRule = (id: string, more: Record<string, JsonValue> = {}) => ({
  id,
  when: [],
  segments: [],
  serve: { variant: 'on' },
  ...more,
});

describe('a change side by side', () => {
  it('says a field before and after', () => {
    expect(rows({ state: 'off', version: 1 }, { state: 'targeted', version: 2 })).toEqual([
      { label: 'State', before: { text: 'off' }, after: { text: 'targeted' } },
    ]);
  });

  it('says what leaves a list on one side, and what joins it on the other', () => {
    const scope = (tenantSlugs: string[]) => ({ scope: { tenantSlugs } });
    expect(rows(scope(['acme', 'loomi']), scope(['acme', '98chimp']))).toEqual([
      { label: 'Tenants', before: { items: ['loomi'] }, after: { items: ['98chimp'] } },
    ]);
    expect(rows(scope([]), scope(['acme']))).toEqual([
      { label: 'Tenants', after: { items: ['acme'] } },
    ]);
  });

  it('says which flags are required, and as what', () => {
    const after = { prerequisites: [{ flag: 'new_nav', variants: ['on', 'beta'] }] };
    expect(rows({ prerequisites: [] }, after)).toEqual([
      { label: 'Requires', after: { items: ['new_nav is on or beta'] } },
    ]);
  });

  it('prints the value of a variant whole, JSON as one reads it', () => {
    const json = (columns: number) => ({ variants: { wide: { columns }, off: null } });
    expect(rows(json(2), json(3))).toEqual([
      {
        label: 'Variant wide',
        before: { code: '{\n  "columns": 2\n}' },
        after: { code: '{\n  "columns": 3\n}' },
      },
    ]);
    expect(rows({ variants: { a: 'x' } }, { variants: { a: 'y' } })).toEqual([
      { label: 'Variant a', before: { text: 'x' }, after: { text: 'y' } },
    ]);
  });

  it('keeps quiet about the variants that every new boolean flag has', () => {
    const flag = {
      key: 'nav',
      type: 'boolean',
      kind: 'release',
      variants: { on: true, off: false },
    };
    expect(rows(null, flag).map(({ label }) => label)).toEqual(['Kind']);
  });

  it('says only the rules that are others, one by one', () => {
    const before = { rules: [aRule('beta'), aRule('nordic'), aRule('old')] };
    const after = { rules: [aRule('beta'), aRule('nordic', { when: [onPro] }), aRule('new')] };
    const told = rows(before, after);
    expect(told.map(({ label }) => label)).toEqual(['Rule nordic', 'Rule old', 'Rule new']);
    expect(told[0]?.after).toEqual({ text: 'If plan is one of pro → serve on' });
    expect(told[2]).not.toHaveProperty('before');
  });

  it('prints the schema of a JSON flag', () => {
    const schema = { type: 'object' };
    expect(rows({ schema: null }, { schema })).toEqual([
      { label: 'JSON schema', after: { code: '{\n  "type": "object"\n}' } },
    ]);
    expect(rows({}, { schema: null })).toEqual([]);
  });

  it('says when rules decide in another order', () => {
    const told = rows({ rules: [aRule('a'), aRule('b')] }, { rules: [aRule('b'), aRule('a')] });
    expect(told).toEqual([
      { label: 'Order of rules', before: { text: 'a, b' }, after: { text: 'b, a' } },
    ]);
  });

  it('says overrides a line each', () => {
    expect(rows([], [{ tenant: 'loomi', variant: 'on' }])).toEqual([
      { label: 'Override for loomi', before: { text: 'none' }, after: { text: 'on' } },
    ]);
  });
});
