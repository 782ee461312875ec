import type { FlagDraft } from './draft';
import { aDraft } from './draft.fixture';
import { settled, threeWay } from './three-way';

const aNav = (more: Partial<FlagDraft> = {}) => aDraft({ tags: [], state: 'targeted', ...more });
const scope = (...tenantSlugs: string[]) => ({ plans: [], tenantSlugs, partnerSlugs: [] });

describe('two edits of the same flag', () => {
  const base = aNav();
  const theirs = aNav({ owner: 'growth', scope: scope('acme', 'loomi') });
  const mine = aNav({ state: 'on', scope: scope('acme', '98chimp') });

  it('are told field by field: what it was, theirs, and mine', () => {
    expect(threeWay(base, theirs, mine)).toEqual([
      {
        pointer: '/owner',
        label: 'Owner',
        base: 'web',
        theirs: 'growth',
        mine: 'web',
        clashes: false,
      },
      {
        pointer: '/scope/tenantSlugs',
        label: 'Tenants',
        base: 'acme',
        theirs: 'acme, loomi',
        mine: 'acme, 98chimp',
        clashes: true,
      },
    ]);
  });

  it('come together; where they clash mine is kept unless theirs is chosen', () => {
    expect(settled(base, theirs, mine)).toEqual({ ...mine, owner: 'growth' });
    expect(settled(base, theirs, mine, { '/scope/tenantSlugs': 'theirs' })).toEqual({
      ...mine,
      owner: 'growth',
      scope: scope('acme', 'loomi'),
    });
  });

  it('come together within a scope', () => {
    const plans = { plans: ['pro'], tenantSlugs: ['acme'], partnerSlugs: [] };
    const both = { plans: ['pro'], tenantSlugs: ['acme', 'loomi'], partnerSlugs: [] };
    expect(settled(base, theirs, aDraft({ scope: plans })).scope).toEqual(both);
  });

  it('do not clash where both did the same', () => {
    expect(threeWay(base, theirs, theirs).some(({ clashes }) => clashes)).toBe(false);
    expect(settled(base, theirs, theirs)).toEqual(theirs);
  });

  it('take a split for one field against a variant', () => {
    const split = aNav({ serve: { split: [{ variant: 'on', weight: 100 }], bucketBy: 'user' } });
    const [field] = threeWay(base, split, aNav({ serve: { variant: 'off' } }));
    expect(field).toMatchObject({
      pointer: '/serve',
      label: 'Serves',
      base: 'on',
      theirs: 'on 100 %',
      mine: 'off',
      clashes: true,
    });
  });
});
