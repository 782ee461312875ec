/** The expression that semver.org suggests, whose groups are major, minor, patch and the pre-release. */
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/;

const NUMERIC = /^\d+$/;

/** Identifiers stay text: they may be longer than a number is exact. */
export interface Version {
  readonly core: readonly string[];
  readonly prerelease: readonly string[];
}

/** A version as SemVer 2.0 has it, without its build metadata, or undefined where the text is not one. */
export function parseVersion(text: string): Version | undefined {
  const parts = SEMVER.exec(text);
  if (parts === null) return undefined;
  return { core: parts.slice(1, 4), prerelease: parts[4]?.split('.') ?? [] };
}

/** SemVer 2.0 precedence: negative, zero or positive as `left` comes before, with or after `right`. */
export function compareVersions(left: Version, right: Version): number {
  const core = compareLists(left.core, right.core);
  if (core !== 0) return core;
  if (left.prerelease.length === 0 || right.prerelease.length === 0) {
    return right.prerelease.length - left.prerelease.length; // a release comes after its pre-releases
  }
  return compareLists(left.prerelease, right.prerelease);
}

function compareLists(left: readonly string[], right: readonly string[]): number {
  for (const [index, identifier] of left.entries()) {
    const other = right[index];
    if (other === undefined) break;
    const order = compareIdentifiers(identifier, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Numbers by value and before text, text by its ASCII. */
function compareIdentifiers(left: string, right: string): number {
  const leftIsNumber = NUMERIC.test(left);
  if (leftIsNumber !== NUMERIC.test(right)) return leftIsNumber ? -1 : 1;
  if (leftIsNumber && left.length !== right.length) return left.length - right.length; // no leading zeros
  return left < right ? -1 : left > right ? 1 : 0;
}
