import type { LaneAccount, PrerequisiteAccount } from '@halyard/evaluator';

/**
 * An account as it is told to those who read some tenants alone. What a rule asks for may name other tenants,
 * their partners and their users, and so may its id and its segments: rules that do not hold are left out. So are
 * the accounts of prerequisites that are sensitive, which take the platform.
 */
export function toldOfTheirs(
  trace: readonly LaneAccount[],
  sensitive: ReadonlySet<string>,
): LaneAccount[] {
  return trace.map(({ rules, prerequisites, ...account }) => ({
    ...account,
    ...(rules && {
      rules: rules.filter(
        ({ condition, segment }) => condition === undefined && segment === undefined,
      ),
    }),
    ...(prerequisites && {
      prerequisites: prerequisites
        .filter(({ flag }) => !sensitive.has(flag))
        .map((one): PrerequisiteAccount => ({
          ...one,
          lanes: toldOfTheirs(one.lanes, sensitive),
        })),
    }),
  }));
}
