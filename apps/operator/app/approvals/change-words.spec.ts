import type { Change, FlagResponse } from '@halyard/contracts';
import { asText } from '../flags/differences';
import { changeInWords, changeTitle } from './change-words';

const inProd = { key: 'new_nav', environment: 'prod' } as const;
const flag = {
  owner: 'web',
  environments: {
    prod: {
      state: 'off',
      scope: { plans: [], tenantSlugs: ['acme'], partnerSlugs: [] },
      rollout: { percentage: 0, bucketBy: 'tenant' },
    },
  },
} as unknown as FlagResponse;
const words = (change: Change) => changeInWords(change, flag).map(asText);

it('says a change of the targeting against what there is', () => {
  const change = {
    action: 'flag.configure',
    ...inProd,
    state: 'targeted',
    scope: { tenantSlugs: ['98chimp'] },
  } as Change;
  expect(words(change)).toEqual(['State: off → targeted', 'Tenants: + 98chimp, − acme']);
});

it('leaves out what the change does not speak of', () => {
  expect(words({ action: 'flag.update', key: 'new_nav', owner: 'growth' })).toEqual([
    'Owner: web → growth',
  ]);
});

it('says an action as what it comes to', () => {
  expect(words({ action: 'flag.unkill', ...inProd, reason: 'Fixed' })).toEqual([
    'Kill switch: engaged → released',
  ]);
  const archive = { action: 'flag.archive', key: 'new_nav', reason: 'Done' } as const;
  expect(words(archive)).toEqual(['Archived: no → yes']);
});

it('says an override, set and ended', () => {
  const place = { environment: 'prod', tenant: 'loomi', flag: 'new_nav', reason: 'Pilot' };
  expect(words({ action: 'override.set', ...place, variant: 'on' })).toEqual([
    'Override for loomi: none → on',
  ]);
  const before = { tenant: 'loomi', variant: 'on' };
  const ended = changeInWords({ action: 'override.remove', ...place }, flag, before);
  expect(ended.map(asText)).toEqual(['Override for loomi: on → none']);
});

it('names a change by what it is about', () => {
  const change = { action: 'flag.configure', ...inProd } as Change;
  expect(changeTitle(change)).toBe('Change the targeting of new_nav');
  const override = { action: 'override.set', flag: 'new_nav', tenant: 'loomi' } as Change;
  expect(changeTitle(override)).toBe('Override new_nav for loomi');
});
