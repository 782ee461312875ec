import { runInNewContext } from 'node:vm';
import type { Fault } from '@halyard/contracts';
import { valueFaults } from '@halyard/contracts/value-schema';
import type { ValueSchema } from '@halyard/contracts/value-schema';
import type { FlagType, JsonValue } from '@halyard/evaluator';
import { DomainError } from '../common/domain-error.ts';

/** A schema that refers to itself in many ways could be at it for years. */
const MOST_MS = 1_000;

/** @throws DomainError `validation_error` where the schema is none, or a value does not fit it. */
export function refuseUnfit(
  type: FlagType,
  schema: ValueSchema | null,
  values: Readonly<Record<string, JsonValue>>,
): void {
  if (schema === null) return;
  const errors =
    type === 'json'
      ? inTime(() => valueFaults(schema, values))
      : [{ pointer: '/schema', message: `is for flags of type json; this one is a ${type}` }];
  if (errors.length > 0) throw new DomainError('validation_error', { errors });
}

function inTime(check: () => Fault[]): Fault[] {
  try {
    return runInNewContext('check()', { check }, { timeout: MOST_MS }) as Fault[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return [{ pointer: '/schema', message: 'takes too long to check: make it simpler' }];
  }
}
