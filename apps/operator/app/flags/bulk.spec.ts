import type { BulkVerdict } from '@halyard/contracts';
import { confirmWords, groupsOf, outcomeWords } from './bulk';

const aVerdict = (key: string, verdict: BulkVerdict) => ({ key, verdict, why: [] });

it('groups flags by what would happen, refusals first', () => {
  const groups = groupsOf([aVerdict('a', 'now'), aVerdict('b', 'refused'), aVerdict('c', 'now')]);
  expect(groups.map(({ verdict, items }) => [verdict, items.map(({ key }) => key)])).toEqual([
    ['refused', ['b']],
    ['now', ['a', 'c']],
  ]);
});

it('says on the button what it will do', () => {
  expect(confirmWords('archive', 3, 1)).toBe('Archive 3 flags and file 1 request');
  expect(confirmWords('kill', 1, 0)).toBe('Kill 1 flag');
  expect(confirmWords('enable', 0, 2)).toBe('File 2 requests');
  expect(confirmWords('enable', 0, 0)).toBeUndefined();
});

it('says what it has done', () => {
  expect(
    outcomeWords('archive', [
      { key: 'a', outcome: 'done' },
      { key: 'b', outcome: 'filed' },
      { key: 'c', outcome: 'filed' },
      { key: 'd', outcome: 'failed' },
    ]),
  ).toBe('1 flag archived, 2 requests filed, 1 failed');
});
