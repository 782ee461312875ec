import { releaseIn, unkillIn } from './bringing-back';

const reason = 'It answers again';
const release = {
  ref: 'CR-000001',
  state: 'in_review',
  change: { action: 'kill.release', environment: 'prod', category: 'payments', reason },
} as const;
const unkill = {
  ref: 'CR-000002',
  state: 'approved',
  change: { action: 'flag.unkill', environment: 'prod', key: 'new_nav', reason },
} as const;
const both = [release, unkill];

it('finds what waits to bring a switch back', () => {
  expect(releaseIn(both, 'prod', 'payments')).toBe('CR-000001');
  expect(releaseIn(both, 'prod', '*')).toBeUndefined();
  expect(releaseIn(both, 'staging', 'payments')).toBeUndefined();
});

it('finds what waits to unkill a flag', () => {
  expect(unkillIn(both, 'prod', 'new_nav')).toBe('CR-000002');
  expect(unkillIn(both, 'prod', 'payments')).toBeUndefined();
  expect(unkillIn(both, 'staging', 'new_nav')).toBeUndefined();
});

it('counts no draft, and none in conflict: its author has to act first', () => {
  for (const state of ['draft', 'conflicted'] as const) {
    expect(releaseIn([{ ...release, state }], 'prod', 'payments')).toBeUndefined();
    expect(unkillIn([{ ...unkill, state }], 'prod', 'new_nav')).toBeUndefined();
  }
});
