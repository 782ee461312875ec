import { conditionFaults } from './check';

const faultsOf = (attribute: string, ...values: string[]) =>
  conditionFaults({ match: 'all', when: [{ attribute, op: 'matches', values }] });

it('says what the engine cannot use on the field that holds it', async () => {
  expect(await faultsOf('region', '^eu', 'us(')).toMatchObject([
    { pointer: '/when/0/values/1', isUnfinished: false },
  ]);
  expect(await faultsOf('region', '^eu')).toEqual([]);
});

it('tells what is not written yet from what is wrong', async () => {
  expect(await faultsOf('region')).toMatchObject([
    { pointer: '/when/0/values', isUnfinished: true },
  ]);
});

it('says a limit on its field, when somebody is done', async () => {
  expect(await faultsOf('r'.repeat(121), '^eu')).toMatchObject([
    { pointer: '/when/0/attribute', isUnfinished: true },
  ]);
});
