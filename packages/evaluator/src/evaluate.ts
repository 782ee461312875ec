import type { Evaluation } from './evaluation.ts';
import type { CompiledFlag } from './flag.ts';
import { killSwitch, off, on, overrides, rollout, scope, targeted, type Lane } from './lanes.ts';
import { FLAG_NOT_FOUND, type Resolution } from './resolution.ts';
import { rules } from './rules.ts';
import { Trace, type LaneAccount, type PrerequisiteAccount } from './trace.ts';

/** The ten lanes of `spec/evaluation.md`: the first that answers wins. Never throws. */
export function evaluateFlag(run: Evaluation, key: string): Resolution {
  const flag = run.parts.flags.get(key);
  if (flag === undefined) return unknownFlag(run);
  run.trace?.passed('unknown_flag', 'the flag is known');
  return flag.prerequisites.length === 0 ? guarded(run, flag) : onItsPath(run, flag);
}

function lanes(run: Evaluation, flag: CompiledFlag): Resolution {
  return (
    killSwitch(run, flag) ??
    prerequisites(run, flag) ??
    overrides(run, flag) ??
    off(run, flag) ??
    on(run, flag) ??
    scope(run, flag) ??
    rules(run, flag) ??
    targeted(run, flag) ??
    rollout(run, flag)
  );
}

function unknownFlag(run: Evaluation): Resolution {
  run.trace?.answered('unknown_flag', 'there is no such flag');
  return FLAG_NOT_FOUND;
}

const prerequisites: Lane = (run, flag) => {
  const accounts: PrerequisiteAccount[] | undefined = run.trace && [];
  for (const { flag: key, variants } of flag.prerequisites) {
    const resolution = accounts ? accounted(run, key, variants, accounts) : evaluateFlag(run, key);
    if (resolution.errorCode === 'PREREQUISITE_CYCLE') {
      run.trace?.answered('prerequisites', `${key} leads back to itself`, {
        prerequisites: accounts,
      });
      return flag.off.cycle;
    }
    if (resolution.reason === 'ERROR' || !variants.has(resolution.variant)) {
      run.trace?.answered('prerequisites', `${key} is not met`, { prerequisites: accounts });
      return flag.off.prerequisiteFailed;
    }
  }
  const detail = flag.prerequisites.length === 0 ? 'there are none' : 'all are met';
  run.trace?.passed('prerequisites', detail, { prerequisites: accounts });
  return undefined;
};

/**
 * A flag with prerequisites is remembered: while it is being resolved as the cycle that it is if it is met again, and
 * then as what it came to, which does not depend on the path by which it was reached.
 */
function onItsPath(run: Evaluation, flag: CompiledFlag): Resolution {
  const resolved = (run.resolved ??= new Map<string, Resolution>());
  const known = resolved.get(flag.key);
  if (known !== undefined) return known;
  resolved.set(flag.key, flag.off.cycle);
  const resolution = guarded(run, flag);
  resolved.set(flag.key, resolution);
  return resolution;
}

/** A context can hold getters and proxies, which may throw. */
function guarded(run: Evaluation, flag: CompiledFlag): Resolution {
  try {
    return lanes(run, flag);
  } catch {
    run.trace?.failed('the context could not be read');
    return flag.off.broken;
  }
}

/** Resolves a prerequisite with a trace of its own. */
function accounted(
  run: Evaluation,
  key: string,
  variants: ReadonlySet<string>,
  accounts: PrerequisiteAccount[],
): Resolution {
  const outer = run.trace;
  const lanes: LaneAccount[] = [];
  run.trace = new Trace(lanes);
  const resolution = evaluateFlag(run, key);
  run.trace = outer;
  accounts.push({ flag: key, variants: [...variants], resolution, lanes });
  return resolution;
}
