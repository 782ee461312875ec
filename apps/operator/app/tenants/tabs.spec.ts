import { tabIn, tabsFor } from './tabs';

it('begins with the flags, and with the overrides where there are none', () => {
  expect(tabIn(undefined, 'active')).toBe('flags');
  expect(tabIn('audit', 'active')).toBe('audit');
  expect(tabIn('nonsense', 'active')).toBe('flags');
  expect(tabIn(undefined, 'archived')).toBe('overrides');
});

it('offers for an archived tenant what is kept of it', () => {
  expect(tabsFor('archived')).toEqual(['overrides', 'requests', 'audit']);
  expect(tabIn('compare', 'archived')).toBe('overrides');
  expect(tabIn('audit', 'archived')).toBe('audit');
});
