import type { FlagDraft } from './draft';
import { configChanges, normalized, propertyChanges, withChange } from './draft';

const aDraft = (given: Partial<FlagDraft> = {}): FlagDraft => ({
  name: 'Nav',
  description: '',
  kind: 'release',
  owner: 'web',
  tags: ['ui', 'nav'],
  state: 'off',
  serve: { variant: 'on' },
  scope: { plans: [], tenantSlugs: ['acme'], partnerSlugs: [] },
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
