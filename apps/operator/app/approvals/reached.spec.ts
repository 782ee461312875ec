import type { ReachedTenantResponse } from '@halyard/contracts';
import { reachedGroups } from './reached';

const reached = (tenant: string, more: Partial<ReachedTenantResponse> = {}) =>
  ({
    environment: 'prod',
    flag: 'new_nav',
    tenant,
    name: tenant.toUpperCase(),
    impact: 'gains',
    ...more,
  }) as const;

const told = (...impact: ReachedTenantResponse[]) =>
  reachedGroups(impact).map(({ heading, flag, environment, tenants }) => [
    heading,
    flag,
    environment,
    tenants.map(({ name }) => name).join(' '),
  ]);

it('tells who gained before who lost, and nothing of what happened to nobody', () => {
  expect(told(reached('acme', { impact: 'loses' }), reached('loomi'))).toEqual([
    ['Gained it', 'new_nav', 'prod', 'LOOMI'],
    ['Lost it', 'new_nav', 'prod', 'ACME'],
  ]);
  expect(told()).toEqual([]);
});

it('tells flags and environments apart, those first that reached most', () => {
  expect(
    told(
      reached('acme', { environment: 'staging' }),
      reached('acme', { flag: 'other' }),
      reached('loomi', { flag: 'other' }),
    ),
  ).toEqual([
    ['Gained it', 'other', 'prod', 'ACME LOOMI'],
    ['Gained it', 'new_nav', 'staging', 'ACME'],
  ]);
});
