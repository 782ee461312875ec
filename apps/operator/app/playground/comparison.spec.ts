import type {
  ExplainedFlagResponse,
  ExplainResponse,
  LaneAccountResponse,
} from '@halyard/contracts';
import { flagRows, lanesApart } from './comparison';

const aFlag = (key: string, variant: string): ExplainedFlagResponse => ({
  key,
  variant,
  value: variant === 'on',
  reason: 'STATIC',
  lane: variant === 'on' ? 'on' : 'off',
});

it('lists every flag of every column, and says which differ', () => {
  const rows = flagRows([
    { now: [aFlag('a', 'on'), aFlag('b', 'off')] },
    { now: [aFlag('a', 'off'), aFlag('b', 'off'), aFlag('c', 'on')] },
  ]);
  expect(rows.map(({ key, differs }) => [key, differs])).toEqual([
    ['a', true],
    ['b', false],
    ['c', true],
  ]);
});

it('says what a draft changes, a new flag too', () => {
  const rows = flagRows([
    {
      now: [aFlag('a', 'off'), aFlag('b', 'off')],
      then: [aFlag('a', 'on'), aFlag('b', 'off'), aFlag('new', 'off')],
    },
  ]);
  expect(rows.map(({ key, differs }) => [key, differs])).toEqual([
    ['a', true],
    ['b', false],
    ['new', true],
  ]);
});

it('names the lanes that did not say the same', () => {
  const explained = (...trace: LaneAccountResponse[]) =>
    ({ trace, result: { reason: 'STATIC' } }) as unknown as ExplainResponse;
  const passed = { lane: 'off', outcome: 'passed', detail: 'the state is targeted' } as const;
  const plan = {
    lane: 'scope',
    outcome: 'answered',
    detail: 'the plan, "free", is not listed',
  } as const;
  const other = { ...plan, detail: 'the plan, "pro", is not listed' };
  const lanes = lanesApart(explained(passed, plan), explained(passed, other));
  expect([...lanes]).toEqual(['scope']);
  expect(lanesApart(explained(passed), undefined).size).toBe(0);
});
