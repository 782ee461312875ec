import type { FlagDefinition, Ruleset } from '@halyard/evaluator';
import type { Policy } from './plan.ts';

/** An environment's ruleset without the change and with it, with everyone's overrides of what it touches. */
export interface Step {
  readonly before: Ruleset;
  readonly after: Ruleset;
}

/**
 * Why a change needs two approvals, in words; nothing where it does not. It does where it could alter
 * an evaluation in a protected environment, whatever kind of change it is: the rulesets are compared,
 * not the request.
 */
export function gate(
  policy: Policy,
  steps: readonly Step[],
  isProtected: (environment: string) => boolean,
): string[] {
  const altered = steps.filter(
    ({ before, after }) => isProtected(before.environment) && altersEvaluation(before, after),
  );
  return [
    ...(policy.sensitive ? ['The flag is sensitive'] : []),
    ...(policy.requiresApproval ? ['The flag asks for approval of every change'] : []),
    ...altered.map(
      ({ before }) => `It can change what ${before.environment}, which is protected, serves`,
    ),
  ];
}

/** Whether any evaluation could answer otherwise. A flag that nobody knew and that is off alters none. */
export function altersEvaluation(before: Ruleset, after: Ruleset): boolean {
  return touched(before, after).some((key) => {
    const isNewAndOff = before.flags[key] === undefined && isOff(after, key);
    return !isNewAndOff && effect(before, key) !== effect(after, key);
  });
}

/** The flags whose own definition, overrides, segments or kill switches are not the same objects. */
function touched(before: Ruleset, after: Ruleset): string[] {
  const keys = [...new Set([...Object.keys(before.flags), ...Object.keys(after.flags)])];
  if (before.killSwitches !== after.killSwitches) return keys;
  const overridden =
    before.overrides === after.overrides
      ? new Set<string>()
      : new Set([...before.overrides, ...after.overrides].map(({ flag }) => flag));
  const changed = (segment: string) => before.segments[segment] !== after.segments[segment];
  return keys.filter((key) => {
    const { [key]: was } = before.flags;
    const { [key]: is } = after.flags;
    return (
      was !== is || overridden.has(key) || is?.rules.some(({ segments }) => segments.some(changed))
    );
  });
}

/** All that can decide a flag's evaluation, as text; the prerequisites' own effects are compared as theirs. */
function effect(ruleset: Ruleset, key: string): string {
  const flag = ruleset.flags[key];
  if (flag === undefined) return 'absent';
  const off = { type: flag.type, variant: flag.offVariant, value: flag.variants[flag.offVariant] };
  if (isOff(ruleset, key)) return JSON.stringify(off);
  const { state, serve, scope, rules, rollout, variants, prerequisites } = flag;
  const lanes =
    state === 'on'
      ? { serve }
      : state === 'off'
        ? {}
        : { serve, scope, rules, ...(state === 'rollout' && { rollout }) };
  const segments = state === 'on' || state === 'off' ? [] : segmentsOf(ruleset, flag);
  const overrides = overridesOf(ruleset, key);
  return JSON.stringify({ off, state, variants, prerequisites, lanes, segments, overrides });
}

function segmentsOf({ segments }: Ruleset, { rules }: FlagDefinition): unknown[] {
  const keys = new Set(rules.flatMap((rule) => rule.segments));
  return [...keys].sort().map((key) => [key, segments[key] ?? null]);
}

function overridesOf({ overrides }: Ruleset, key: string): string[] {
  return overrides
    .filter(({ flag }) => flag === key)
    .map((one) => JSON.stringify(one))
    .sort();
}

/** Whether it is its off variant for everyone, whoever asks. */
export function isOff(ruleset: Ruleset, key: string): boolean {
  const flag = ruleset.flags[key];
  if (flag === undefined) return false;
  return (
    isKilled(ruleset, flag) || (flag.state === 'off' && overridesOf(ruleset, key).length === 0)
  );
}

/** Whether a kill switch turns it off: its own, its category's, or that of everything. */
export function isKilled({ killSwitches }: Ruleset, { killed, category }: FlagDefinition): boolean {
  return (
    killed || killSwitches.includes('*') || (category !== null && killSwitches.includes(category))
  );
}
