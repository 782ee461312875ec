import type { SegmentResponse } from '@halyard/contracts';
import { conditionsDraft, isOtherThan } from '~/segments/conditions';
import { isEdited, NO_EDITS } from '~/segments/member-edits';
import type { MemberEdits } from '~/segments/member-edits';

/** What somebody has edited of a segment and not saved yet, whichever of its parts is in view. */
export function useSegmentEdits(segment: Readonly<Ref<SegmentResponse>>) {
  const conditions = ref(conditionsDraft(segment.value));
  const included = shallowRef<MemberEdits>(NO_EDITS);
  const excluded = shallowRef<MemberEdits>(NO_EDITS);

  /** Without edits the conditions follow the segment. */
  watch(segment, (now, before) => {
    if (!isOtherThan(conditions.value, before)) conditions.value = conditionsDraft(now);
  });

  const isDirty = computed(
    () =>
      isEdited(included.value) ||
      isEdited(excluded.value) ||
      isOtherThan(conditions.value, segment.value),
  );

  function discard() {
    conditions.value = conditionsDraft(segment.value);
    included.value = NO_EDITS;
    excluded.value = NO_EDITS;
  }

  return { conditions, included, excluded, isDirty, discard };
}
