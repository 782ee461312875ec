import type { CompiledCondition } from './condition.ts';
import type { CompiledParts } from './evaluation.ts';
import type { CompiledFlag } from './flag.ts';
import { issue, type Issue } from './issue.ts';
import { OPERATORS } from './operators.ts';
import { compileParts } from './parts.ts';
import { Place } from './place.ts';
import { PrerequisiteGraph } from './prerequisite-graph.ts';
import type { Ruleset } from './ruleset.ts';

/** How many levels of prerequisites a flag may have. */
const DEEPEST = 10;

export interface CheckOptions {
  /**
   * The flags that are to be checked, with what refers to them: prerequisites and overrides that name them, and cycles
   * and chains that pass through them. Segments are checked always. Every flag, where it is left out.
   */
  readonly only?: Iterable<string>;
}

type Path = readonly (string | number)[];

/**
 * Everything that is wrong with a ruleset: what `compile()` refuses, and what is well-formed but unwise. Shares what
 * `compile()` remembers, so that checking a ruleset that differs in one flag from one that was compiled is cheap.
 */
export function check(ruleset: Ruleset, { only }: CheckOptions = {}): Issue[] {
  const issues: Issue[] = [];
  const parts = compileParts(new Place(ruleset, issues));
  // A ruleset that lacks a part as a whole says nothing about what the other parts refer to.
  if (issues.some(({ pointer }) => pointer.lastIndexOf('/') <= 0)) return issues;

  const overridesAreSound = !issues.some(({ pointer }) => pointer.startsWith('/overrides/'));
  const selected = only && new Set(only);
  const isSelected = (flag: string) => selected?.has(flag) ?? true;

  const unselected = ({ pointer }: Issue) => {
    const key = /^\/flags\/([^/]*)/.exec(pointer)?.[1];
    return key !== undefined && !isSelected(key.replaceAll('~1', '/').replaceAll('~0', '~'));
  };
  return [
    ...issues.filter((found) => !unselected(found)),
    ...segmentIssues(parts),
    ...flagIssues(ruleset, parts, isSelected),
    ...(overridesAreSound ? overrideIssues(ruleset, parts, isSelected) : []),
    ...chainIssues(parts, selected),
  ];
}

function* segmentIssues({ segments }: CompiledParts): Iterable<Issue> {
  for (const [key, { when, included }] of segments) {
    const path = ['segments', key];
    yield* conditionIssues(when, path);
    if (when.length === 0 && included.size === 0) {
      yield issue('empty_segment', path, 'has no conditions and includes nobody: it never holds');
    }
  }
}

function* flagIssues(
  ruleset: Ruleset,
  parts: CompiledParts,
  isSelected: (flag: string) => boolean,
): Iterable<Issue> {
  for (const flag of parts.flags.values()) {
    yield* prerequisiteIssues(ruleset, parts, flag, isSelected);
    if (!isSelected(flag.key)) continue;
    yield* ruleIssues(ruleset, flag);
    if (flag.state === 'targeted' && flag.scope.length === 0 && flag.rules.length === 0) {
      const message = 'is empty and there are no rules: the flag is targeted at nobody';
      yield issue('empty_allowlist', ['flags', flag.key, 'scope'], message);
    }
  }
}

function* prerequisiteIssues(
  ruleset: Ruleset,
  parts: CompiledParts,
  flag: CompiledFlag,
  isSelected: (flag: string) => boolean,
): Iterable<Issue> {
  for (const [index, { flag: key, variants }] of flag.prerequisites.entries()) {
    if (!isSelected(flag.key) && !isSelected(key)) continue;
    const path = ['flags', flag.key, 'prerequisites', index];
    if (!Object.hasOwn(ruleset.flags, key)) {
      yield issue(
        'unknown_prerequisite',
        [...path, 'flag'],
        `names ${key}, which is not a flag here`,
      );
    }
    if (variants.size === 0) {
      yield issue('never_holds', [...path, 'variants'], 'is empty: no variant can meet it');
    }
    const known = parts.flags.get(key)?.variants;
    const named = ruleset.flags[flag.key]?.prerequisites[index]?.variants ?? [];
    for (const [at, variant] of named.entries()) {
      if (known === undefined || known.has(variant)) continue;
      const message = `names ${variant}, which is not a variant of ${key}`;
      yield issue('unknown_variant', [...path, 'variants', at], message);
    }
  }
}

function* ruleIssues(ruleset: Ruleset, flag: CompiledFlag): Iterable<Issue> {
  const ids = new Set<string>();
  for (const [index, rule] of flag.rules.entries()) {
    const path = ['flags', flag.key, 'rules', index];
    if (ids.has(rule.id)) {
      yield issue('duplicate_rule', [...path, 'id'], `is ${rule.id}, as another rule's is`);
    }
    ids.add(rule.id);
    yield* conditionIssues(rule.when, path);
    for (const [at, segment] of rule.segments.entries()) {
      if (Object.hasOwn(ruleset.segments, segment)) continue;
      const message = `names ${segment}, which is not a segment here`;
      yield issue('unknown_segment', [...path, 'segments', at], message);
    }
  }
}

function* conditionIssues(conditions: readonly CompiledCondition[], path: Path): Iterable<Issue> {
  for (const [index, { op, values: given }] of conditions.entries()) {
    const values = given as readonly unknown[];
    const at = [...path, 'when', index, 'values'];
    const { takes } = OPERATORS[op];
    if (takes === 'none') continue;
    if (values.length === 0) {
      yield issue('never_holds', at, 'is empty: there is nothing to compare with');
    }
    const looksAt = takes === 'one' ? 1 : takes === 'two' ? 2 : values.length;
    if (values.length > looksAt) {
      yield issue('ignored_values', [...at, looksAt], `is ignored: ${op} takes ${takes}`);
    }
    if (takes === 'two' && (values[0] as number) > (values[1] as number)) {
      yield issue('never_holds', at, 'ends before it starts: nothing is between');
    }
  }
}

function* overrideIssues(
  ruleset: Ruleset,
  { flags }: CompiledParts,
  isSelected: (flag: string) => boolean,
): Iterable<Issue> {
  for (const [index, { flag: key, variant }] of ruleset.overrides.entries()) {
    if (!isSelected(key)) continue;
    const flag = flags.get(key);
    if (!Object.hasOwn(ruleset.flags, key)) {
      yield issue(
        'orphaned_override',
        ['overrides', index, 'flag'],
        `names ${key}, which is not a flag here`,
      );
    } else if (flag !== undefined && !flag.variants.has(variant)) {
      const message = `names ${variant}, which is not a variant of ${key}`;
      yield issue('unknown_variant', ['overrides', index, 'variant'], message);
    }
  }
}

function* chainIssues(
  { flags }: CompiledParts,
  selected: ReadonlySet<string> | undefined,
): Iterable<Issue> {
  const graph = new PrerequisiteGraph(flags);
  for (const key of selected ?? flags.keys()) {
    const path = ['flags', key, 'prerequisites'];
    const cycle = graph.cycleFrom(key);
    if (cycle !== undefined) {
      const index = (flags.get(key)?.prerequisites ?? []).findIndex(
        ({ flag }) => flag === cycle[1],
      );
      yield issue(
        'prerequisite_cycle',
        [...path, index],
        `leads into a cycle: ${cycle.join(' → ')}`,
      );
    }
    // A flag that is written can make the chain of one that requires it too long.
    const chain = selected === undefined ? graph.chainFrom(key) : graph.chainThrough(key);
    if (chain.length - 1 > DEEPEST) {
      const message = `is in a chain of ${chain.length - 1} levels, over ${DEEPEST}: ${chain.join(' → ')}`;
      yield issue('prerequisites_too_deep', path, message);
    }
  }
}
