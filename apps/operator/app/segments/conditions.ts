import type { ConditionDto, SegmentResponse } from '@halyard/contracts';
import type { SegmentMatch } from '@halyard/evaluator';
import type { ConditionDraft, ConditionValue } from '../rules/rule';
import { scalarOf, valuesFrom } from '../rules/values';
import { ATTRIBUTE_NAMES, conditionSentence } from '../rules/words';

type Conditions = Pick<SegmentResponse, 'match' | 'when'>;

/** Whom a segment finds, while it is edited. */
export interface ConditionsDraft {
  match: SegmentMatch;
  when: ConditionDraft[];
}

/** A copy to edit, or to save: written in one way, so that what says the same is the same. */
export function conditionsDraft({ match, when }: Conditions): ConditionsDraft {
  return {
    match,
    when: when.map(({ attribute, op, values, negate = false }) => ({
      attribute: attribute.trim(),
      op,
      values: [...values],
      ...(negate && { negate }),
    })),
  };
}

/** Whether a draft says something else than the segment does. */
export const isOtherThan = (draft: ConditionsDraft, segment: Conditions): boolean =>
  JSON.stringify(conditionsDraft(draft)) !== JSON.stringify(conditionsDraft(segment));

/** Whoever the conditions find: "plan is pro and country is DK". */
export function conditionsWords({ match, when }: Conditions): string {
  return when.map((one) => conditionSentence(one, 4)).join(match === 'all' ? ' and ' : ' or ');
}

/** What the conditions look at that no tenant and no targeting key says: who asks has to give it. */
export const otherAttributes = (when: readonly ConditionDto[]): string[] => [
  ...new Set(when.map(({ attribute }) => attribute).filter((name) => !(name in ATTRIBUTE_NAMES))),
];

/** What somebody gives for an attribute, as the type that the conditions compare it with. */
export function valueGiven(
  name: string,
  text: string,
  when: readonly ConditionDto[],
): ConditionValue | undefined {
  const compared = when.filter(({ attribute }) => attribute === name).flatMap((one) => one.values);
  const type = scalarOf(compared.filter((value) => typeof value !== 'string'));
  const [value] = valuesFrom([text.trim()], compared, type);
  return value;
}
