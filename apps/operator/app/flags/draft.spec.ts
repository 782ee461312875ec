import { aRule } from '../rules/rule';
import type { FlagDraft } from './draft';
import { configChanges, normalized, propertyChanges, rebase, withChange } from './draft';

const aDraft = (given: Partial<FlagDraft> = {}): FlagDraft => ({
  name: 'Nav',
  description: '',
  kind: 'release',
  owner: 'web',
  ownerModule: '',
  tags: ['ui', 'nav'],
  category: null,
  sensitive: false,
  requiresApproval: false,
  variants: { on: true, off: false },
  offVariant: 'off',
  schema: null,
  prerequisites: [],
  state: 'off',
  serve: { variant: 'on' },
  scope: { plans: [], tenantSlugs: ['acme'], partnerSlugs: [] },
  rules: [],
  rollout: { percentage: 0, bucketBy: 'tenant' },
  ...given,
});

it('sends only what has changed, each to where it belongs', () => {
  const draft = aDraft({ owner: 'growth', state: 'on' });
  expect(propertyChanges(aDraft(), draft)).toEqual({ owner: 'growth' });
  expect(configChanges(aDraft(), draft)).toEqual({ state: 'on' });
});

it('does not count the order in which tenants were picked as a change', () => {
  const base = aDraft({ scope: { plans: ['pro', 'free'], tenantSlugs: [], partnerSlugs: [] } });
  const draft = aDraft({ scope: { plans: ['free', 'pro'], tenantSlugs: [], partnerSlugs: [] } });
  expect(configChanges(base, normalized(draft, base))).toEqual({});
});

it('puts my edits on top of theirs, field by field', () => {
  const mine = aDraft({ scope: { plans: ['pro'], tenantSlugs: ['acme'], partnerSlugs: [] } });
  const theirs = aDraft({
    state: 'targeted',
    scope: { plans: [], tenantSlugs: ['acme', 'loomi'], partnerSlugs: [] },
  });
  expect(rebase(aDraft(), mine, theirs)).toEqual(
    aDraft({
      state: 'targeted',
      scope: { plans: ['pro'], tenantSlugs: ['acme', 'loomi'], partnerSlugs: [] },
    }),
  );
});

it('keeps mine where both changed the same field', () => {
  const rebased = rebase(aDraft(), aDraft({ state: 'on' }), aDraft({ state: 'rollout' }));
  expect(rebased.state).toBe('on');
});

it('takes a serve of another shape as a whole', () => {
  const split = { split: [{ variant: 'on', weight: 100 }], bucketBy: 'user' };
  expect(rebase(aDraft(), aDraft({ owner: 'x' }), aDraft({ serve: split })).serve).toEqual(split);
});

it('takes what a change asks for, a scope on top of what there is', () => {
  const change = {
    action: 'flag.configure',
    key: 'new_nav',
    environment: 'prod',
    state: 'targeted',
    scope: { plans: ['pro'] },
  } as const;
  expect(withChange(aDraft(), { ...change, scope: { plans: [...change.scope.plans] } })).toEqual(
    aDraft({
      state: 'targeted',
      scope: { plans: ['pro'], tenantSlugs: ['acme'], partnerSlugs: [] },
    }),
  );
});

it('sends all rules where one of them was edited', () => {
  const rules = [aRule([], 'on')];
  const edited = [{ ...aRule([], 'on'), id: 'pilots' }];
  expect(configChanges(aDraft({ rules }), aDraft({ rules: edited }))).toEqual({ rules: edited });
});
