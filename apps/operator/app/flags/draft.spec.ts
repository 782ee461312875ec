import { aRule } from '../rules/rule';
import { aDraft } from './draft.fixture';
import { configChanges, normalized, propertyChanges, withChange } from './draft';

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
