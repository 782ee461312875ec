import type { FlagDefinition, Ruleset } from '@halyard/evaluator';
import { ownOf, type ActiveRuleset } from './active-ruleset.ts';

/**
 * The flags that may answer otherwise than before, to someone: rather one too many than one too few. All of them where
 * tenants changed, or the kill switch of everything.
 */
export function changedFlags(
  next: ActiveRuleset,
  before: ActiveRuleset | undefined,
): ReadonlySet<string> {
  const keys = new Set([
    ...Object.keys(next.ruleset.flags),
    ...Object.keys(before?.ruleset.flags ?? {}),
  ]);
  if (before === undefined || next.tenants !== before.tenants) return keys;

  const killSwitches = changedItems(next.ruleset.killSwitches, before.ruleset.killSwitches);
  if (killSwitches.has('*')) return keys;
  const segments = changedEntries(next.ruleset.segments, before.ruleset.segments);
  const changed = changedEntries(next.ruleset.flags, before.ruleset.flags);
  for (const flag of overriddenAnew(next.ruleset, before.ruleset)) changed.add(flag);
  for (const [key, flag] of Object.entries(next.ruleset.flags)) {
    if (killSwitches.has(flag.category) || namesAny(flag, segments)) changed.add(key);
  }
  return withDependants(changed, next.ruleset);
}

function changedEntries<T>(
  next: Readonly<Record<string, T>>,
  before: Readonly<Record<string, T>>,
): Set<string> {
  const keys = [...Object.keys(next), ...Object.keys(before)];
  return new Set(keys.filter((key) => ownOf(next, key) !== ownOf(before, key)));
}

function overriddenAnew(next: Ruleset, before: Ruleset): readonly string[] {
  if (next.overrides === before.overrides) return [];
  const flagsByText = ({ overrides }: Ruleset) =>
    new Map(overrides.map((override) => [JSON.stringify(override), override.flag]));
  const has = flagsByText(next);
  const had = flagsByText(before);
  return [...has, ...had]
    .filter(([text]) => has.has(text) !== had.has(text))
    .map(([, flag]) => flag);
}

function changedItems(
  next: readonly string[],
  before: readonly string[],
): ReadonlySet<string | null> {
  return new Set([...next, ...before].filter((it) => next.includes(it) !== before.includes(it)));
}

function namesAny(flag: FlagDefinition, segments: ReadonlySet<string>): boolean {
  return (
    segments.size > 0 && flag.rules.some((rule) => rule.segments.some((key) => segments.has(key)))
  );
}

/** With the flags that require one of them, however far away. */
function withDependants(changed: Set<string>, { flags }: Ruleset): ReadonlySet<string> {
  const dependants = new Map<string, string[]>();
  for (const [key, { prerequisites }] of Object.entries(flags)) {
    for (const { flag } of prerequisites) {
      dependants.set(flag, [...(dependants.get(flag) ?? []), key]);
    }
  }
  // A set that grows while it is walked is walked to its end.
  for (const key of changed) dependants.get(key)?.forEach((dependant) => changed.add(dependant));
  return changed;
}
