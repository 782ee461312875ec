import type { Change } from '@halyard/contracts';
import { draftFrom, draftToQuery, isStored } from './drafts';

const aStore = () => {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
};
const aChange = (reason: string): Change => ({
  action: 'flag.disable',
  key: 'new_nav',
  environment: 'prod',
  reason,
});

it('goes into a link as it is', () => {
  const store = aStore();
  const link = draftToQuery(aChange('x'), store);
  expect(draftFrom(link, aStore())).toEqual({ change: aChange('x') });
  expect(isStored(link)).toBe(false);
});

it('stays in the tab where it is too long for a link', () => {
  const store = aStore();
  const change = aChange('x'.repeat(5_000));
  const link = draftToQuery(change, store);
  expect(isStored(link)).toBe(true);
  expect(link.length).toBeLessThan(30);
  expect(draftFrom(link, store)).toEqual({ change });
  expect(draftFrom(link, aStore())).toBeNull();
  expect(draftFrom(link, undefined)).toBeNull();
});

it('can be a filed request', () => {
  expect(draftFrom('CR-000012', undefined)).toEqual({ request: 'CR-000012' });
});

it('is none where the link has none, and lost where the link has nonsense', () => {
  expect([undefined, '', ['a']].map((value) => draftFrom(value, undefined))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(['{', 'null', '{"key":"x"}'].map((value) => draftFrom(value, undefined))).toEqual([
    null,
    null,
    null,
  ]);
});
