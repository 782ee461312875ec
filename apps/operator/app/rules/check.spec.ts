import type { FlagResponse } from '@halyard/contracts';
import type { FlagDraft } from '../flags/draft';
import { draftOf } from '../flags/draft';
import { configFaults, faultAt } from './check';
import type { ConditionDraft } from './rule';
import { aRule } from './rule';

const FLAG = {
  type: 'boolean',
  variants: { on: true, off: false },
  offVariant: 'off',
  environments: {},
} as unknown as FlagResponse;

const faultsOf = (given: Partial<FlagDraft>) =>
  configFaults(FLAG, { ...draftOf(FLAG, 'dev'), ...given });
const withCondition = (condition: ConditionDraft) =>
  faultsOf({ rules: [{ ...aRule([], 'on'), when: [condition] }] });

it.each<ConditionDraft>([
  { attribute: 'seats', op: 'gt', values: ['many'] },
  { attribute: 'app', op: 'semver_gte', values: ['2.x'] },
  { attribute: 'now', op: 'after', values: ['tomorrow'] },
  { attribute: 'region', op: 'matches', values: ['eu('] },
  { attribute: 'ip', op: 'in_cidr', values: ['10.0.0'] },
])('lands on the value that is not what the operator takes: %j', async (condition) => {
  const [fault] = await withCondition(condition);
  expect(fault).toMatchObject({ pointer: '/rules/0/when/0/values/0', isUnfinished: false });
});

it('tells what is not written yet from what is wrong', async () => {
  const faults = await faultsOf({ rules: [aRule([], 'on')] });
  expect(faults).toMatchObject([{ pointer: '/rules/0/when/0/values', isUnfinished: true }]);
});

it('finds the weights of a split and the variants that are served', async () => {
  const serve = { split: [{ variant: 'on', weight: 40 }], bucketBy: 'tenant' };
  const rules = [{ ...aRule([], 'gone'), when: [] }];
  const faults = await faultsOf({ serve, rules });
  expect(faultAt(faults, '/serve')?.message).toContain('sum to 100');
  expect(faultAt(faults, '/rules/0/serve')?.message).toContain('names gone');
  expect(faultAt(faults, '/rules/0/when')).toBeUndefined();
});

it('leaves it to the API whether a segment exists', async () => {
  expect(await faultsOf({ rules: [{ ...aRule([], 'on'), when: [], segments: ['beta'] }] })).toEqual(
    [],
  );
});
