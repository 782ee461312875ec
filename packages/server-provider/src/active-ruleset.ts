import { compile, type CompiledRuleset, type Ruleset } from '@halyard/evaluator';
import { contextReader, type ReadContext } from './context.ts';
import { isSame } from './json.ts';
import type { SignedRuleset } from './signed-ruleset.ts';

/** A ruleset in use. It never changes, down to the values that it gives. */
export interface ActiveRuleset extends SignedRuleset {
  readonly compiled: CompiledRuleset;
  readonly readContext: ReadContext;
}

/**
 * Makes a ruleset ready for use. What is equal to what the one before it has is taken from there, so that only what
 * changed is compiled, and what changed is told by identity.
 *
 * @throws MalformedRulesetError
 */
export function activate(signed: SignedRuleset, before: ActiveRuleset | undefined): ActiveRuleset {
  const ruleset = before === undefined ? signed.ruleset : shared(signed.ruleset, before.ruleset);
  const tenants = kept(signed.tenants, before?.tenants);
  const compiled = compile(ruleset);
  for (const flag of Object.values(ruleset.flags)) {
    if (flag.type === 'json') deepFreeze(flag.variants);
  }
  return { ...signed, ruleset, tenants, compiled, readContext: contextReader(signed) };
}

function shared(next: Ruleset, before: Ruleset): Ruleset {
  return {
    ...next,
    flags: sharedEntries(next.flags, before.flags),
    segments: sharedEntries(next.segments, before.segments),
    overrides: kept(next.overrides, before.overrides),
    killSwitches: kept(next.killSwitches, before.killSwitches),
  };
}

function sharedEntries<T>(
  next: Readonly<Record<string, T>>,
  before: Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  const entries = Object.entries(next).map(
    ([key, value]) => [key, kept(value, ownOf(before, key))] as const,
  );
  const isSame =
    entries.length === Object.keys(before).length &&
    entries.every(([key, value]) => value === ownOf(before, key));
  return isSame ? before : Object.fromEntries(entries);
}

/** The one from before, where nothing of it changed. */
function kept<T>(next: T, before: T | undefined): T {
  return before !== undefined && isSame(next, before) ? before : next;
}

export function ownOf<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
}
