import type { Place } from './place.ts';
import type { Scope } from './ruleset.ts';
import type { Subject } from './subject.ts';

/** The axes that are set; none at all is no restriction. */
export type CompiledScope = readonly Axis[];

interface Axis {
  readonly name: string;
  readonly allowed: ReadonlySet<string | undefined>;
  readonly read: (subject: Subject) => string | undefined;
}

const AXES = {
  plans: { name: 'plan', read: (subject) => subject.plan },
  tenantSlugs: { name: 'tenant', read: (subject) => subject.tenant },
  partnerSlugs: { name: 'partner', read: (subject) => subject.partner },
} as const satisfies Record<keyof Scope, Omit<Axis, 'allowed'>>;

export function compileScope(place: Place): CompiledScope {
  return Object.entries(AXES)
    .map(([list, axis]) => ({ ...axis, allowed: new Set(place.at(list).strings()) }))
    .filter(({ allowed }) => allowed.size > 0);
}

/** The first axis that does not hold the subject's value, or undefined where the subject is in scope. */
export function missedAxis(scope: CompiledScope, subject: Subject): Axis | undefined {
  for (const axis of scope) if (!axis.allowed.has(axis.read(subject))) return axis;
  return undefined;
}
