import type { JsonValue } from '@halyard/evaluator';

/** A response as the JSON it will be sent as: what is undefined is not there. */
export function toJson(value: object): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
