import type { KillSwitchEffectResponse, KillSwitchResponse } from '@halyard/contracts';
import { areThose, changesBetween, effectWords, holding, switchesOf } from './switches';

const engaged = (category: string, environment = 'prod'): KillSwitchResponse => ({
  environment,
  category,
  by: 'olga',
  at: '2026-01-01T00:00:00.000Z',
  reason: 'it burns',
});

function effect(category: string, flags = 0, tenants = 0, under = flags): KillSwitchEffectResponse {
  const names = (count: number) => ({ count, names: [] });
  return { category, under, flags: names(flags), tenants: names(tenants) };
}

describe('the switches', () => {
  it('begin with everything, and go on by name', () => {
    const all = switchesOf(
      [engaged('search')],
      [effect('*'), effect('payments'), effect('search')],
    );
    expect(all.map(({ category }) => category)).toEqual(['*', 'payments', 'search']);
    expect(all.map((one) => one.engaged !== undefined)).toEqual([false, false, true]);
  });

  it('are there to press before it is known what they turn off', () => {
    expect(switchesOf([engaged('search')], [])).toEqual([
      { category: '*' },
      { category: 'search', engaged: engaged('search') },
    ]);
  });
});

describe('what a switch does, in words', () => {
  const words = (flags: number, tenants: number, under = flags) =>
    effectWords({ category: 'payments', effect: effect('payments', flags, tenants, under) }, 5);
  const held = (flags: number, tenants: number) =>
    effectWords(
      {
        category: 'payments',
        engaged: engaged('payments'),
        effect: effect('payments', flags, tenants),
      },
      5,
    );

  it('counts flags and tenants', () => {
    expect(words(3, 4)).toBe('Turns off 3 flags, which 4 of 5 tenants get.');
    expect(words(1, 1)).toBe('Turns off 1 flag, which 1 of 5 tenants gets.');
    expect(words(2, 5)).toBe('Turns off 2 flags, which all 5 tenants get.');
    expect(words(1, 0)).toBe('Turns off 1 flag; no tenant gets it.');
  });

  it('says where there is nothing to turn off', () => {
    expect(words(0, 0, 3)).toBe('Nothing to turn off: its 3 flags are off.');
    expect(words(0, 0, 0)).toBe('No flag falls under it.');
  });

  it('says what is held down', () => {
    expect(held(3, 1)).toBe('Holds down 3 flags, which 1 of 5 tenants would get.');
    expect(held(0, 0)).toBe('Holds down nothing: what falls under it was off before.');
  });

  it('waits until it is known', () => {
    expect(effectWords({ category: 'payments' }, 5)).toBe('');
  });
});

describe('what has happened to switches', () => {
  const told = (before: KillSwitchResponse[], now: KillSwitchResponse[]) =>
    changesBetween(before, now, (environment) => environment.toUpperCase());

  it('is who turned off what, and what is back', () => {
    expect(told([engaged('search')], [engaged('*')])).toBe(
      'Everything was turned off in PROD by olga. search is back in PROD.',
    );
  });

  it('is told apart by environment', () => {
    expect(told([engaged('search')], [engaged('search'), engaged('search', 'dev')])).toBe(
      'search was turned off in DEV by olga.',
    );
    expect(told([engaged('search')], [engaged('search')])).toBe('');
  });
});

describe('what holds a flag down', () => {
  const all = [engaged('*'), engaged('search'), engaged('payments', 'dev')];
  const held = (category: string | null, environment: string) =>
    holding(all, { category }, environment).map((one) => one.category);

  it('is the switch of everything, and that of its category', () => {
    expect(held('search', 'prod')).toEqual(['*', 'search']);
    expect(held(null, 'prod')).toEqual(['*']);
  });

  it('is none of another category or environment', () => {
    expect(held('payments', 'prod')).toEqual(['*']);
    expect(held('search', 'dev')).toEqual([]);
    expect(held('payments', 'dev')).toEqual(['payments']);
  });
});

it('knows whether the stream tells of the switches that one knows of', () => {
  const known = [engaged('*'), engaged('search', 'dev')];
  expect(areThose(known, ['dev/search', 'prod/*'])).toBe(true);
  expect(areThose(known, ['prod/*'])).toBe(false);
  expect(areThose(known, ['prod/*', 'prod/search'])).toBe(false);
  expect(areThose([], [])).toBe(true);
});
