import { conditionMissed, type CompiledCondition } from './condition.ts';
import type { Evaluation } from './evaluation.ts';
import type { Lane } from './lanes.ts';
import { firstMiss, type CompiledRule } from './rule.ts';
import { membership, type Membership } from './segment.ts';
import { serveTo } from './serve.ts';
import { compared, type RuleAccount } from './trace.ts';

/** How a subject stands to a segment, for accounts. */
const STANDING = {
  included: 'is included in',
  matched: 'matches',
  excluded: 'is excluded from',
  unmatched: 'does not match',
  unknown: 'cannot match what is not there:',
} as const satisfies Record<Membership, string>;

/** The lane of the rules: the first that holds, and whose rollout has come to the subject, serves. */
export const rules: Lane = (run, flag) => {
  const accounts: RuleAccount[] | undefined = run.trace && [];
  for (const rule of flag.rules) {
    const missed = firstMiss(rule, run, run.parts.segments);
    const { rollout } = rule;
    const bucket = rollout && missed === undefined ? rollout.bucketing.of(run) : undefined;
    const isIn = rollout === null || (bucket !== undefined && bucket < rollout.thousandths);
    accounts?.push(accountOf(run, rule, missed, bucket));
    if (missed !== undefined || !isIn) continue;
    run.trace?.answered('rules', `the rule ${rule.id} holds`, { rules: accounts });
    return serveTo(rule.serve, run, bucket) ?? flag.off.withoutUnit;
  }
  const detail = flag.rules.length === 0 ? 'there are none' : 'none of them holds';
  run.trace?.passed('rules', detail, { rules: accounts });
  return undefined;
};

function accountOf(
  run: Evaluation,
  { id, when, rollout }: CompiledRule,
  missed: CompiledCondition | string | undefined,
  bucket: number | undefined,
): RuleAccount {
  const passed = { ruleId: id, outcome: 'passed' } as const;
  if (typeof missed === 'string') {
    const is = membership(run.parts.segments.get(missed), run);
    return {
      ...passed,
      detail: `the subject ${STANDING[is]} the segment ${missed}`,
      segment: missed,
    };
  }
  if (missed !== undefined) {
    return { ...passed, detail: conditionMissed(missed, run), condition: when.indexOf(missed) };
  }
  if (rollout === null) return { ruleId: id, outcome: 'answered', detail: 'everything holds' };
  if (bucket === undefined) return { ...passed, detail: 'there is no unit to roll out by' };
  const comparison = compared(bucket, rollout.thousandths);
  return bucket < rollout.thousandths
    ? { ruleId: id, outcome: 'answered', detail: 'everything holds', ...comparison }
    : { ...passed, detail: 'the bucket is not under the percentage', ...comparison };
}
