import { attributeReader, type AttributeReader } from './attribute.ts';
import { digester, type Digester } from './digest.ts';
import { OPERATOR_NAMES, OPERATORS, type Operator, type Test } from './operators.ts';
import type { Place } from './place.ts';
import type { Subject } from './subject.ts';
import { shown } from './trace.ts';

export interface CompiledCondition {
  readonly attribute: string;
  readonly op: Operator;
  /** As they were given, for accounts. */
  readonly values: unknown;
  readonly negate: boolean;
  readonly read: AttributeReader;
  readonly test: Test;
}

export function compileCondition(place: Place): CompiledCondition {
  const attribute = place.at('attribute').name();
  const op = place.at('op').oneOf(OPERATOR_NAMES, 'unknown_operator');
  const values = place.at('values');
  const negate = place.at('negate');
  return {
    attribute,
    op,
    values: values.value,
    negate: negate.value === undefined ? false : negate.boolean(),
    read: attributeReader(attribute),
    test: ofDigests(OPERATORS[op].prepare(values), digester(place.at('salt'))),
  };
}

/** The test of an attribute's digest, where the values are digests. */
function ofDigests(test: Test, digest: Digester | undefined): Test {
  if (digest === undefined) return test;
  const digested = (value: unknown) => (typeof value === 'string' ? digest(value) : value);
  return (value) => test(Array.isArray(value) ? value.map(digested) : digested(value));
}

/** A missing or null attribute never holds, negated or not; only `exists` can be true of it, negated. */
export function conditionHolds(condition: CompiledCondition, subject: Subject): boolean {
  const value = condition.read(subject);
  if (value === undefined || value === null) return condition.op === 'exists' && condition.negate;
  return condition.test(value) !== condition.negate;
}

/** Why a condition does not hold: "country is "SE", not equals "DK"". */
export function conditionMissed(condition: CompiledCondition, subject: Subject): string {
  const { attribute, op, values, negate } = condition;
  const wanted = op === 'exists' ? op : `${op} ${shown(values)}`;
  return `${attribute} is ${shown(condition.read(subject))}, which fails ${negate ? 'not ' : ''}${wanted}`;
}
