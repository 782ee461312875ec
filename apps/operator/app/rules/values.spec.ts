import {
  instantFrom,
  localFrom,
  numberFrom,
  scalarOf,
  typeFault,
  valueFrom,
  valuesFrom,
} from './values';

it('takes text for what the values are', () => {
  expect(valueFrom(' 5 ', 'string')).toBe('5');
  expect(valueFrom('5', 'number')).toBe(5);
  expect(valueFrom('five', 'number')).toBe('five');
  expect(valueFrom('true', 'boolean')).toBe(true);
  expect(numberFrom('')).toBe('');
  expect(numberFrom('1e3')).toBe(1000);
});

it('guesses the type by the values, and else by what the attribute is known to be', () => {
  expect(scalarOf([5])).toBe('number');
  expect(scalarOf([], [true])).toBe('boolean');
  expect(scalarOf([])).toBe('string');
});

it('leaves the values that are there as they are, and names each once', () => {
  expect(valuesFrom(['5', '6', '6'], ['5'], 'number')).toEqual(['5', 6]);
});

it('says which value is of another type than the rest', () => {
  expect(typeFault([1, 'two'], 'number')).toBe('“two” is not a number');
  expect(typeFault([1, 2], 'number')).toBeUndefined();
});

it('turns this machine’s time into an instant and back', () => {
  const instant = instantFrom('2027-01-31T10:00');
  expect(new Date(instant)).toEqual(new Date('2027-01-31T10:00'));
  expect(localFrom(instant)).toBe('2027-01-31T10:00');
  expect(localFrom(Date.parse(instant))).toBe('2027-01-31T10:00');
  expect(localFrom('2027-01-31T10:00:30Z')).toHaveLength(19);
  expect([instantFrom(''), localFrom('soon'), localFrom(undefined)]).toEqual(['', '', '']);
});
