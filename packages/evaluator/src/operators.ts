import { address, instant, number, pattern, scalar, text, version, type Kind } from './kind.ts';
import { isInside } from './network.ts';
import type { Place } from './place.ts';
import { compareVersions } from './semver.ts';

/** Whether an attribute's value, which is neither missing nor null, satisfies a condition (before it is negated). */
export type Test = (value: unknown) => boolean;

export interface OperatorFactory {
  /** How many of a condition's values it looks at. */
  readonly takes: 'none' | 'one' | 'two' | 'all';
  /** Reads the values, refusing what it cannot use, and prepares the test. */
  readonly prepare: (values: Place) => Test;
}

/** An operator is added here, in `spec/evaluation.md`, and nowhere else. */
export const OPERATORS = {
  equals: oneOf(),
  in: oneOf(),
  contains: anyOf(text, (value, part) => value.includes(part)),
  starts_with: anyOf(text, (value, start) => value.startsWith(start)),
  ends_with: anyOf(text, (value, end) => value.endsWith(end)),
  matches: anyOf(pattern, (value, expression) => expression.test(value)),
  gt: first(number, (value, bound) => value > bound),
  gte: first(number, (value, bound) => value >= bound),
  lt: first(number, (value, bound) => value < bound),
  lte: first(number, (value, bound) => value <= bound),
  between: range(number, (value, low, high) => value >= low && value <= high),
  before: first(instant, (value, bound) => value < bound),
  after: first(instant, (value, bound) => value > bound),
  semver_equals: first(version, (value, bound) => compareVersions(value, bound) === 0),
  semver_gt: first(version, (value, bound) => compareVersions(value, bound) > 0),
  semver_gte: first(version, (value, bound) => compareVersions(value, bound) >= 0),
  semver_lt: first(version, (value, bound) => compareVersions(value, bound) < 0),
  semver_lte: first(version, (value, bound) => compareVersions(value, bound) <= 0),
  in_cidr: anyOf(address, (value, inside) => isInside(value, inside)),
  exists: present(),
} as const satisfies Record<string, OperatorFactory>;

export type Operator = keyof typeof OPERATORS;

export const OPERATOR_NAMES = Object.keys(OPERATORS) as readonly Operator[];

/** How many of a condition's values an operator looks at. */
export function valuesTakenBy(operator: Operator): OperatorFactory['takes'] {
  return OPERATORS[operator].takes;
}

/** Of a list as a whole: an empty one is there too. */
function present(): OperatorFactory {
  return {
    takes: 'none',
    prepare(values) {
      values.list(scalar.expected);
      return () => true;
    },
  };
}

/** The value is one of them, same type: what a `Set` compares by. */
function oneOf(): OperatorFactory {
  return {
    takes: 'all',
    prepare(values) {
      const expected = new Set(values.list(scalar.expected));
      return eachItem((value) => expected.has(value));
    },
  };
}

function anyOf<Actual, Expected>(
  kind: Kind<Actual, Expected>,
  holds: (actual: Actual, expected: Expected) => boolean,
): OperatorFactory {
  return {
    takes: 'all',
    prepare(values) {
      const expected = values.list(kind.expected);
      return eachItem((value) => {
        const actual = kind.actual(value);
        if (actual === undefined) return false;
        for (const candidate of expected) if (holds(actual, candidate)) return true;
        return false;
      });
    },
  };
}

/** Against the first value; with none it never holds. */
function first<Actual>(
  kind: Kind<Actual>,
  holds: (actual: Actual, bound: Actual) => boolean,
): OperatorFactory {
  return {
    takes: 'one',
    prepare(values) {
      const [bound] = values.list(kind.expected);
      if (bound === undefined) return never;
      return eachItem((value) => {
        const actual = kind.actual(value);
        return actual !== undefined && holds(actual, bound);
      });
    },
  };
}

/** Between the first two values. */
function range<Actual>(
  kind: Kind<Actual>,
  holds: (actual: Actual, low: Actual, high: Actual) => boolean,
): OperatorFactory {
  return {
    takes: 'two',
    prepare(values) {
      const [low, high] = values.list(kind.expected);
      if (low === undefined) return never;
      if (high === undefined) {
        values.refuse('value_invalid', 'must be two values: the lower and the upper end');
        return never;
      }
      return eachItem((value) => {
        const actual = kind.actual(value);
        return actual !== undefined && holds(actual, low, high);
      });
    },
  };
}

const never: Test = () => false;

/** A list holds where any of its items does. */
function eachItem(test: Test): Test {
  return (value) => (Array.isArray(value) ? value.some(test) : test(value));
}
