import type { ChangePreviewResponse, TenantImpactResponse } from '@halyard/contracts';
import { found, impactGroups, outcomeWords, together, whyWords } from './impact';

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
  expect(outcomeWords(anOutcome({ usersPct: 52 }))).toBe('on for about 52 % of users');
  expect(outcomeWords(anOutcome({ variant: null }))).toBe('no such flag');
  expect(whyWords(anOutcome())).toBe('the flag is off');
  expect(whyWords(anOutcome({ source: 'rule', reason: 'TARGETING_MATCH', ruleId: 'beta' }))).toBe(
    'the rule beta holds',
  );
});

it('reads the previews of one review as one', () => {
  const preview = (impact: TenantImpactResponse[], withheld: string[]) =>
    ({ tenants: 5, impact, impacted: impact.length, withheld }) as unknown as ChangePreviewResponse;
  expect(together([preview([anImpact('acme')], ['b']), preview([], ['a', 'b'])])).toEqual({
    tenants: 5,
    impact: [anImpact('acme')],
    impacted: 1,
    withheld: ['a', 'b'],
  });
});
