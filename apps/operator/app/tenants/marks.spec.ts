import { cellWords, toneOf } from './marks';

it.each([
  [toneOf('on', { variant: 'on' }, 'off'), 'on'],
  [toneOf('targeted', { variant: 'new' }, 'classic'), 'other'],
  [toneOf('overrides', { variant: 'off' }, 'off'), 'none'],
  [toneOf('kill_switch', { variant: 'off' }, 'off'), 'killed'],
  [toneOf('rollout', { variant: 'off', reason: 'ERROR' }, 'off'), 'error'],
])('is %s', (tone, expected) => {
  expect(tone).toBe(expected);
});

it('says a cell to those who do not see it', () => {
  expect(cellWords('on', 'overrides', true)).toBe('on, Override, differs from the default');
  expect(cellWords('off', 'off', false)).toBe('off, Off');
});
