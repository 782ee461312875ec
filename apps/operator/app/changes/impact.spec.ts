import type { ChangePreviewResponse, TenantImpactResponse } from '@halyard/contracts';
import {
  found,
  impactGroups,
  impactKinds,
  outcomeWords,
  shareWords,
  together,
  whyWords,
} from './impact';

const anOutcome = (more: object = {}) => ({
  value: false,
  variant: 'off',
  source: 'default',
  reason: 'DISABLED',
  ruleId: null,
  usersPct: null,
  ...more,
});
const anImpact = (tenant: string, more: object = {}) =>
  ({
    environment: 'prod',
    flag: 'new_nav',
    tenant,
    name: tenant.toUpperCase(),
    impact: 'gains',
    before: anOutcome(),
    after: anOutcome({ value: true, variant: 'on' }),
    ...more,
  }) as TenantImpactResponse;

it('tells gains, losses and others apart, and counts a tenant once', () => {
  const impact = [
    anImpact('acme'),
    anImpact('acme', { flag: 'other' }),
    anImpact('loomi', { impact: 'loses' }),
  ];
  expect(impactGroups(impact).map(({ impact: kind, tenants }) => [kind, tenants])).toEqual([
    ['gains', 1],
    ['loses', 1],
    ['changes', 0],
  ]);
});

it('finds a tenant by its name and its slug, and a flag by its key', () => {
  const impact = [anImpact('acme', { name: 'Acme Inc.' }), anImpact('loomi', { flag: 'billing' })];
  const sought = (text: string) => found(impact, text).map(({ tenant }) => tenant);
  expect(sought(' inc ')).toEqual(['acme']);
  expect(sought('LOOMI')).toEqual(['loomi']);
  expect(sought('bill')).toEqual(['loomi']);
  expect(sought('')).toHaveLength(2);
});

it('says what a tenant gets, and why', () => {
  expect(outcomeWords(anOutcome())).toBe('off');
  expect([0, 52, 100].map((usersPct) => outcomeWords(anOutcome({ usersPct })))).toEqual([
    'no user',
    'some users',
    'all users',
  ]);
  expect(outcomeWords(anOutcome({ variant: null }))).toBe('nothing');
  expect(whyWords(anOutcome())).toBe('the flag is off');
  expect(whyWords(anOutcome({ source: 'rule', reason: 'TARGETING_MATCH', ruleId: 'beta' }))).toBe(
    'the rule beta holds',
  );
});

it('tells once what happens to many', () => {
  const byRule = anOutcome({
    variant: 'on',
    source: 'rule',
    reason: 'TARGETING_MATCH',
    ruleId: 'a',
  });
  const impact = [anImpact('loomi', { after: byRule }), anImpact('acme'), anImpact('98chimp')];
  expect(impactKinds(impact).map(({ why, found: to }) => [why, to.length])).toEqual([
    ['the flag is off', 2],
    ['the rule a holds', 1],
  ]);
});

it('says what share of the users it is, where that differs', () => {
  expect(shareWords(anImpact('acme'))).toBeUndefined();
  const [before, after] = [anOutcome({ usersPct: 5 }), anOutcome({ usersPct: 52 })];
  expect(shareWords(anImpact('acme', { before, after }))).toBe('5 % → 52 %');
  expect(shareWords(anImpact('acme', { after }))).toBe('52 %');
});

it('reads the previews of one review as one', () => {
  const preview = (impact: TenantImpactResponse[], withheld: string[]) =>
    ({
      tenants: 5,
      impact,
      impacted: impact.length,
      withheld,
      users: [],
    }) as unknown as ChangePreviewResponse;
  expect(together([preview([anImpact('acme')], ['b']), preview([], ['a', 'b'])])).toEqual({
    tenants: 5,
    impact: [anImpact('acme')],
    impacted: 1,
    withheld: ['a', 'b'],
    users: [],
  });
});
