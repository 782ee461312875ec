import type { SegmentResponse } from '@halyard/contracts';
import type { SegmentMatch } from '@halyard/evaluator';
import type { ConditionDraft } from '~/segments/conditions';
import { conditionOf, draftOf } from '~/segments/conditions';
import { isEdited, NO_EDITS } from '~/segments/member-edits';
import type { MemberEdits } from '~/segments/member-edits';

export interface ConditionsDraft {
  readonly match: SegmentMatch;
  readonly when: readonly ConditionDraft[];
}

export const conditionsDraft = ({ match, when }: SegmentResponse): ConditionsDraft => ({
  match,
  when: when.map(draftOf),
});

/** Whether a draft says something else than the segment does. */
export function isOtherThan(draft: ConditionsDraft, segment: SegmentResponse): boolean {
  const text = ({ match, when }: ConditionsDraft) => JSON.stringify([match, when.map(conditionOf)]);
  return text(draft) !== text(conditionsDraft(segment));
}

/** What somebody has edited of a segment and not saved yet, whichever of its parts is in view. */
export function useSegmentEdits(segment: Readonly<Ref<SegmentResponse>>) {
  const conditions = ref<ConditionsDraft>();
  const included = shallowRef<MemberEdits>(NO_EDITS);
  const excluded = shallowRef<MemberEdits>(NO_EDITS);

  const isDirty = computed(
    () =>
      isEdited(included.value) ||
      isEdited(excluded.value) ||
      (conditions.value !== undefined && isOtherThan(conditions.value, segment.value)),
  );

  function discard() {
    conditions.value = undefined;
    included.value = NO_EDITS;
    excluded.value = NO_EDITS;
  }

  return { conditions, included, excluded, isDirty, discard };
}
