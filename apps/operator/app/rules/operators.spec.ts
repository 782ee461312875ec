import { OPERATOR_NAMES, valuesTakenBy } from '@halyard/evaluator';
import { comparisonName, comparisonNamed, comparisonsFor, OPERATORS } from './operators';

it('has words for every operator of the engine, and takes as many values as it does', () => {
  expect(Object.keys(OPERATORS).sort()).toEqual([...OPERATOR_NAMES].sort());
  for (const op of OPERATOR_NAMES)
    expect([op, OPERATORS[op].takes]).toEqual([op, valuesTakenBy(op)]);
});

it('offers every operator for an attribute of the application’s own', () => {
  const offered = comparisonsFor('seats', { op: 'in' }).flatMap(({ comparisons }) => comparisons);
  expect(new Set(offered.map(({ op }) => op))).toEqual(new Set(OPERATOR_NAMES));
});

it('offers moments for the time, and text for a plan', () => {
  const labels = (attribute: string, op: 'before' | 'in') =>
    comparisonsFor(attribute, { op }).map(({ label }) => label);
  expect(labels('now', 'before')).toEqual(['Time']);
  expect(labels('plan', 'in')).toEqual(['Anything', 'Text']);
});

it('keeps what is chosen, however odd', () => {
  expect(comparisonsFor('plan', { op: 'gt', negate: true })[0]).toEqual({
    label: 'As it is',
    comparisons: [{ op: 'gt', negate: true }],
  });
});

it('reads the names that it gives', () => {
  for (const comparison of [{ op: 'in' }, { op: 'in', negate: true }] as const) {
    expect(comparisonNamed(comparisonName(comparison))).toEqual(comparison);
  }
});
