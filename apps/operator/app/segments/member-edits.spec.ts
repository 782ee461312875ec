import { LIMITS } from '@halyard/contracts';
import {
  applied,
  editsBetween,
  isReviewable,
  keysIn,
  LONGEST_KEY,
  membersChange,
  MOST_IN_BATCH,
  MOST_MEMBERS,
  MOST_REVIEWED_BYTES,
  NO_EDITS,
  sortedOut,
  withAdded,
  withKept,
  withRemoved,
} from './member-edits';

const MEMBERS = ['ann', 'bob', 'cem'];
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `user-${index}`);

it('knows the limits of the API', () => {
  expect(MOST_IN_BATCH).toBe(LIMITS.membersPerBatch);
  expect(MOST_MEMBERS).toBe(LIMITS.segmentMembers);
  expect(MOST_REVIEWED_BYTES).toBe(LIMITS.bodyBytes);
});

it('reads keys however they are pasted, each once', () => {
  expect(keysIn(' ann\r\nbob,cem;dan\teve \n\n ann')).toEqual(['ann', 'bob', 'cem', 'dan', 'eve']);
  expect(keysIn('a key with spaces\n')).toEqual(['a key with spaces']);
});

it('tells what would be new, what is there and what is too long', () => {
  const keys = ['ann', 'zoe', 'x'.repeat(LONGEST_KEY + 1)];
  expect(sortedOut(keys, MEMBERS)).toEqual({ fresh: ['zoe'], known: 1, tooLong: 1 });
});

it('takes an edit back by its opposite', () => {
  const members = new Set(MEMBERS);
  const removed = withRemoved(NO_EDITS, 'ann');
  expect(removed).toEqual({ added: [], removed: ['ann'] });
  expect(withAdded(removed, ['ann'], members)).toEqual(NO_EDITS);
  expect(withKept(removed, 'ann')).toEqual(NO_EDITS);
  const added = withAdded(NO_EDITS, ['zoe', 'bob'], members);
  expect(added).toEqual({ added: ['zoe'], removed: [] });
  expect(withRemoved(added, 'zoe')).toEqual(NO_EDITS);
});

it('finds the edits that make one list of another', () => {
  const edits = editsBetween(MEMBERS, ['bob', 'zoe']);
  expect(edits).toEqual({ added: ['zoe'], removed: ['ann', 'cem'] });
  expect(applied(MEMBERS, edits)).toEqual(['bob', 'zoe']);
});

describe('the change', () => {
  const list = { key: 'beta', list: 'included', version: 3, members: MEMBERS } as const;

  it('names what is added and removed, and nothing that is empty', () => {
    const edits = { added: ['zoe'], removed: [] };
    expect(membersChange({ ...list, edits })).toEqual({
      action: 'segment.members',
      key: 'beta',
      list: 'included',
      version: 3,
      add: ['zoe'],
    });
  });

  it('is the whole list where there is too much for a batch', () => {
    const edits = { added: numbered(MOST_IN_BATCH + 1), removed: ['ann'] };
    const change = membersChange({ ...list, edits });
    expect(change).toMatchObject({ action: 'segment.upload', members: { length: 10_003 } });
    expect(isReviewable(change)).toBe(true);
  });

  it('can be too long to be reviewed', () => {
    const edits = { added: numbered(MOST_MEMBERS), removed: [] };
    expect(isReviewable(membersChange({ ...list, edits }))).toBe(false);
  });
});
