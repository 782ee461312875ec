import { asText } from '../flags/differences';
import { changedInWords, overridesInWords } from './words';

const anOverride = (given: object = {}) => ({
  tenant: 'loomi',
  user: null,
  variant: 'on',
  ...given,
});
const words = (...given: Parameters<typeof overridesInWords>) =>
  overridesInWords(...given).map(asText);

it('says an override that is set, changed and ended', () => {
  expect(words([], [anOverride()])).toEqual(['Override for loomi: none → on']);
  expect(words([anOverride()], [anOverride({ percentage: 12.5 })])).toEqual([
    'Override for loomi: on → on for 12.5 % of its users',
  ]);
  expect(words([anOverride({ variant: 'off' })], [])).toEqual(['Override for loomi: off → none']);
});

it('tells a tenant’s override from those of its users, and only what is not as it was', () => {
  const before = [anOverride(), anOverride({ user: 'kim', variant: 'off' })];
  expect(words(before, [anOverride()])).toEqual(['Override for loomi, user kim: off → none']);
});

it('says until when it counts', () => {
  const override = anOverride({ expiresAt: '2026-12-24T10:00:00Z' });
  expect(words([], [override])[0]).toContain('until ');
});

it('says other differences as those of a flag', () => {
  const differences = [{ pointer: '/state', before: 'off', after: 'on' }];
  const compared = { before: { state: 'off' }, after: { state: 'on' }, differences };
  expect(changedInWords(compared).map(asText)).toEqual(['State: off → on']);
});
