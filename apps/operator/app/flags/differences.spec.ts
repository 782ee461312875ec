import { asText, differencesBetween, inWords } from './differences';

const words = (pointer: string, before?: unknown, after?: unknown) =>
  inWords([{ pointer, before, after }]).map(asText);

describe('differences in words', () => {
  it('says what a state was and is', () => {
    expect(words('/state', 'off', 'targeted')).toEqual(['State: off → targeted']);
  });

  it('says what a list gained and lost', () => {
    expect(words('/scope/tenantSlugs', ['acme', 'loomi'], ['acme', '98chimp'])).toEqual([
      'Tenants: + 98chimp, − loomi',
    ]);
  });

  it('reads a list also where each place in it is a difference of its own', () => {
    const differences = [
      { pointer: '/scope/plans/0', before: 'free', after: 'pro' },
      { pointer: '/scope/plans/1', after: 'free' },
    ];
    expect(inWords(differences).map(asText)).toEqual(['Plans: + pro']);
  });

  it('says nothing of a list that was only put in another order', () => {
    expect(words('/tags', ['a1', 'b1'], ['b1', 'a1'])).toEqual([]);
  });

  it('says whom a segment’s list gained and lost, of many the first', () => {
    const keys = (count: number) => Array.from({ length: count }, (_, index) => `u${index}`);
    const differences = [
      { pointer: '/onlyHere/included/0', before: 'ann', after: 'zoe' },
      { pointer: '/included', before: 1, after: 1 },
    ];
    expect(inWords(differences).map(asText)).toEqual(['Included: + zoe, − ann']);
    const [many] = inWords([{ pointer: '/onlyHere/excluded', before: [], after: keys(1_060) }]);
    expect(many?.added).toHaveLength(51);
    expect(many?.added?.at(-1)).toBe('1,010 more');
  });

  it('says a segment’s conditions as sentences', () => {
    const when = [{ attribute: 'plan', op: 'in', values: ['pro'], negate: false }];
    expect(words('/when', [], when)).toEqual(['Conditions: + plan is one of pro']);
  });

  it('names every value of a condition: the last may be the one that is new', () => {
    const within = (...values: string[]) => [{ attribute: 'country', op: 'in', values }];
    const before = within('AT', 'CH', 'DE', 'DK');
    expect(words('/when', before, within('AT', 'CH', 'DE', 'NO'))).toEqual([
      'Conditions: + country is one of AT, CH, DE or NO, − country is one of AT, CH, DE or DK',
    ]);
  });

  it('names the environment of a difference in the whole flag', () => {
    expect(
      inWords([{ pointer: '/environments/prod/rollout/percentage', before: 0, after: 12.5 }]),
    ).toEqual([{ label: 'Rollout', environment: 'prod', before: '0 %', after: '12.5 %' }]);
  });

  it('says a kill once, however many fields it fills', () => {
    const killed = { by: 'olga', at: '2026-01-01T00:00:00Z', reason: 'broken' };
    expect(words('/killed', null, killed)).toEqual(['Kill switch: released → engaged']);
    expect(words('/killed', killed, null)).toEqual(['Kill switch: engaged → released']);
  });

  it('says a split as its shares', () => {
    const split = [
      { variant: 'grid', weight: 33.333 },
      { variant: 'list', weight: 66.667 },
    ];
    expect(words('/serve', { variant: 'grid' }, { split, bucketBy: 'user' })).toEqual([
      'Serves: grid → grid 33.333 %, list 66.667 %',
    ]);
  });

  it('says each rule that is new, gone, another or elsewhere as the sentence that it is', () => {
    const rule = (id: string, plan: string) => ({
      id,
      when: [{ attribute: 'plan', op: 'in', values: [plan] }],
      segments: [],
      serve: { variant: 'on' },
    });
    const before = [rule('first', 'pro'), rule('second', 'free'), rule('third', 'free')];
    const after = [rule('third', 'free'), rule('first', 'enterprise'), rule('fourth', 'pro')];
    expect(words('/rules', before, after)).toEqual([
      'Rule first: If plan is one of pro → serve on → If plan is one of enterprise → serve on',
      'Rule second: If plan is one of free → serve on → none',
      'Rule fourth: If plan is one of pro → serve on',
      'Order of rules: first, third → third, first',
    ]);
    expect(words('/rules', before, before)).toEqual([]);
  });

  it('says what a flag requires', () => {
    const requires = (...flags: string[]) => flags.map((flag) => ({ flag, variants: ['on'] }));
    expect(words('/prerequisites', requires('nav'), requires('api'))).toEqual([
      'Requires: + api is on, − nav is on',
    ]);
  });

  it('says that a schema was added, edited or taken away, and not each of its words', () => {
    const schema = { type: 'object', properties: { columns: { type: 'integer' } } };
    expect(words('/schema', null, schema)).toEqual(['JSON schema: none → added']);
    expect(words('/schema', schema, { type: 'object' })).toEqual([
      'JSON schema: as it was → edited',
    ]);
    expect(words('/schema', schema, null)).toEqual(['JSON schema: as it was → none']);
  });

  it('tells only what is special about a new flag', () => {
    const flag = {
      key: 'nav',
      name: 'Nav',
      kind: 'release',
      tags: [],
      owner: '',
      environments: { prod: { state: 'off', rules: [] }, dev: { state: 'on', version: 1 } },
    };
    expect(words('', undefined, flag)).toEqual(['Kind: release', 'State: on']);
  });

  it('leaves out bookkeeping', () => {
    expect(words('/version', 3, 4)).toEqual([]);
    expect(words('/updatedAt', 'then', 'now')).toEqual([]);
  });

  it('keeps a value that looks like a pointer apart from a path', () => {
    expect(words('/variants/a~1b', 1, 2)).toEqual(['Variant a/b: 1 → 2']);
  });
});

describe('differences between two values', () => {
  it('goes down into objects and stops at lists', () => {
    expect(differencesBetween({ a: { b: 1, c: [1] } }, { a: { b: 2, c: [1, 2] } })).toEqual([
      { pointer: '/a/b', before: 1, after: 2 },
      { pointer: '/a/c', before: [1], after: [1, 2] },
    ]);
  });
});
