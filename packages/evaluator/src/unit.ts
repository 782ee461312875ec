import { attributeReader } from './attribute.ts';
import type { Subject } from './subject.ts';

/** What a subject is put in a bucket by, or undefined where it has no such thing. */
export type UnitReader = (subject: Subject) => string | undefined;

export function unitReader(bucketBy: string): UnitReader {
  if (bucketBy === 'tenant') return (subject) => subject.tenant || undefined;
  if (bucketBy === 'user') return (subject) => subject.targetingKey || subject.tenant || undefined;
  const read = attributeReader(bucketBy);
  return (subject) => asText(read(subject));
}

function asText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value === '' ? undefined : value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}
