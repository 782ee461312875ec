import type { ChangeRequestResponse, EnvironmentResponse } from '@halyard/contracts';
import type { Problem } from '~/api/problem';
import { problemOf } from '~/api/problem';
import type { ReviewPart } from './useChangeReview';
import type { FlagResource } from './useFlag';
import type { FlagDraftResource } from './useFlagDraft';

/**
 * Reviews the edits of a flag, both parts at once, and makes or files them. Answers what is wrong with
 * them, if anything is; a conflict is told by the edits themselves.
 */
export function useEditsReview(
  resource: FlagResource,
  environment: Readonly<Ref<EnvironmentResponse>>,
  edits: FlagDraftResource,
) {
  const review = useChangeReview();
  const fetchRequest = useFetchRequest();
  const toast = useToast();

  /** A part that is in one's own request already changes that one. */
  async function withRequest(parts: readonly ReviewPart[]): Promise<readonly ReviewPart[]> {
    if (edits.request.value === undefined) return parts;
    const request: ChangeRequestResponse = await fetchRequest(edits.request.value);
    return parts.map((part) =>
      part.change.action === request.change.action ? { ...part, request } : part,
    );
  }

  async function reviewOnce(): Promise<void> {
    const [first, then] = await withRequest(edits.parts());
    if (first === undefined) return;
    const flag = resource.flag.value;
    const title = then === undefined ? {} : { title: `Change ${flag?.key ?? 'the flag'}` };
    const reviewed = await review({
      ...first,
      ...title,
      then,
      flag,
      environment: environment.value,
      inForm: true,
      words: edits.words.value,
      keepWords: (words) => (edits.words.value = words),
    });
    if (reviewed !== undefined && 'saved' in reviewed) {
      toast.add({ title: 'Saved', icon: 'i-lucide-check', color: 'success' });
    }
  }

  return async function reviewEdits(again = false): Promise<Problem | undefined> {
    try {
      await reviewOnce();
      return undefined;
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code !== 'version_conflict') return problem;
      if ((await edits.overtaken(problem)) || again) return undefined;
      return reviewEdits(true);
    }
  };
}
