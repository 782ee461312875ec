import { counted, percentDone, verdictOf } from './verdicts';

const holds = { stream: 'loomi', valid: true, entries: 1200, head: null };

it('says that a chain holds, and how much that was', () => {
  expect(verdictOf(holds)).toEqual({
    title: 'The chain of loomi holds',
    text: '1,200 entries; none was edited, moved or taken out.',
  });
  expect(verdictOf({ ...holds, entries: 0 }).text).toBe('Nothing has happened in it yet.');
  expect(counted(1)).toBe('1 entry');
});

it('says which entry breaks a chain, how, and what to do', () => {
  const firstBroken = {
    seq: 7,
    id: 'aud_7',
    reason: 'edited',
    detail: 'Its hash is another',
  } as const;
  const verdict = verdictOf({ ...holds, valid: false, firstBroken });
  expect(verdict.title).toBe(
    'The chain of loomi does not hold: entry 7 was changed after it was written',
  );
  expect(verdict.text).toBe('Its hash is another');
  expect(verdict.advice).toContain('What comes before entry 7 holds.');
});

it('does not call good what comes before a head that does not fit', () => {
  const firstBroken = { seq: 9, id: null, reason: 'head_mismatch', detail: '' } as const;
  const { advice } = verdictOf({ ...holds, valid: false, firstBroken });
  expect(advice).toContain('may be earlier');
  expect(advice).not.toContain('holds');
});

it('never is more than done', () => {
  expect(percentDone({ checked: 30, entries: 40 })).toBe(75);
  expect(percentDone({ checked: 41, entries: 40 })).toBe(100);
  expect(percentDone({ checked: 0, entries: 0 })).toBe(0);
});
