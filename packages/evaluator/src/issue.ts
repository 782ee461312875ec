/** What can be wrong with a ruleset, and how grave it is. */
export const ISSUES = {
  // Malformed: `compile()` refuses it.
  missing: 'error',
  wrong_type: 'error',
  not_allowed: 'error',
  percentage_invalid: 'error',
  weights_invalid: 'error',
  unknown_operator: 'error',
  value_invalid: 'error',
  duplicate_override: 'error',
  schema_unsupported: 'error',
  /** Malformed where a flag names a variant of its own; from elsewhere it is as a flag or segment that is not there. */
  unknown_variant: 'error',
  // Well-formed: it evaluates as the spec says, and no writer should save it.
  unknown_prerequisite: 'error',
  unknown_segment: 'error',
  prerequisite_cycle: 'error',
  prerequisites_too_deep: 'error',
  never_holds: 'error',
  ignored_values: 'error',
  duplicate_rule: 'error',
  // States that an operator can want, and should see.
  empty_allowlist: 'warning',
  empty_segment: 'warning',
  orphaned_override: 'warning',
} as const satisfies Record<string, 'error' | 'warning'>;

export type IssueCode = keyof typeof ISSUES;

/** Something wrong with a ruleset, and where. */
export interface Issue {
  /** JSON pointer (RFC 6901) into the ruleset, such as `/flags/new_nav/rules/0/when/1/values/0`. */
  readonly pointer: string;
  readonly code: IssueCode;
  /** Goes on from the name of the place: "must be a list". */
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

export function issue(code: IssueCode, path: readonly (string | number)[], message: string): Issue {
  return { pointer: pointerTo(path), code, message, severity: ISSUES[code] };
}

function pointerTo(path: readonly (string | number)[]): string {
  return path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** A ruleset that `compile()` does not take. */
export class MalformedRulesetError extends Error {
  override readonly name = 'MalformedRulesetError';

  constructor(readonly issues: readonly Issue[]) {
    const [first] = issues;
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
    super(`The ruleset is malformed: ${first?.pointer || 'it'} ${first?.message}${more}`);
  }
}
