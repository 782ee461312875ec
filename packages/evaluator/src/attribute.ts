import type { Subject } from './subject.ts';

export type AttributeReader = (subject: Subject) => unknown;

/** The names that the context has of its own; `attributes` cannot redefine them. */
const OWN_NAMES: ReadonlyMap<string, AttributeReader> = new Map<string, AttributeReader>([
  ['targetingKey', (subject) => subject.targetingKey],
  ['tenant', (subject) => subject.tenant],
  ['plan', (subject) => subject.plan],
  ['partner', (subject) => subject.partner],
  ['now', (subject) => subject.now],
]);

/** Finds an attribute by its whole name first, then as a dotted path through objects. */
export function attributeReader(name: string): AttributeReader {
  const own = OWN_NAMES.get(name);
  if (own !== undefined) return own;
  if (!name.includes('.')) return (subject) => fieldOf(subject.attributes, name);
  const path = name.split('.');
  return (subject) => {
    const { attributes } = subject;
    const whole = fieldOf(attributes, name);
    return whole === undefined ? path.reduce(fieldOf, attributes) : whole;
  };
}

/** An object's own field: nothing inherited, and nothing of a list or a text, such as its length. */
function fieldOf(holder: unknown, name: string): unknown {
  if (typeof holder !== 'object' || holder === null || Array.isArray(holder)) return undefined;
  return Object.hasOwn(holder, name) ? (holder as Record<string, unknown>)[name] : undefined;
}
