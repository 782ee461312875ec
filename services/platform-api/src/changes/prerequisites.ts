import type { Ruleset } from '@halyard/evaluator';
import { DomainError } from '../common/domain-error.ts';
import { isOff } from './gate.ts';
import type { Step } from './gate.ts';

/** A flag and all that it requires, the whole way up. */
export function withPrerequisites({ flags }: Ruleset, keys: readonly string[]): string[] {
  const seen = new Set<string>();
  const visit = (key: string): void => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const { flag } of flags[key]?.prerequisites ?? []) visit(flag);
  };
  keys.forEach(visit);
  return [...seen];
}

/**
 * A flag that is turned on while one that it requires is off would stay off for everyone.
 * @throws DomainError `dependency_unmet` naming what is off, and where.
 */
export function refuseUnmet(keys: readonly string[], { before, after }: Step): void {
  for (const key of keys) {
    if (isOff(after, key) || !(before.flags[key] === undefined || isOff(before, key))) continue;
    const unmet = unmetOf(after, key);
    if (unmet.length === 0) continue;
    throw new DomainError('dependency_unmet', {
      detail: `In ${after.environment}, "${key}" requires ${unmet.join(' and ')}, which is off. Turn it on first`,
      flags: unmet,
    });
  }
}

/** What a flag requires, at any depth, that is off for everyone and does not do as its off variant. */
function unmetOf(ruleset: Ruleset, key: string): string[] {
  const prerequisites = ruleset.flags[key]?.prerequisites ?? [];
  return prerequisites.flatMap(({ flag, variants }) => {
    const required = ruleset.flags[flag];
    if (required === undefined) return [];
    if (isOff(ruleset, flag)) return variants.includes(required.offVariant) ? [] : [flag];
    return unmetOf(ruleset, flag);
  });
}
