import type { ChangePreviewResponse, ChangeRequestResponse } from '@halyard/contracts';
import type { Problem } from '~/api/problem';
import { problemOf } from '~/api/problem';
import type { RequestForm } from '~/approvals/request-form';
import { requestBody } from '~/approvals/request-form';
import type { DraftChange, ReviewedChange, ReviewPart } from './useChangeReview';

export interface PreviewedPart {
  readonly part: ReviewPart;
  readonly preview: ChangePreviewResponse;
}

/** Whether it is for others to approve; a request that is edited is. */
const waits = ({ request }: ReviewPart, { gate }: ChangePreviewResponse) =>
  request !== undefined || gate.approvalRequired;

/** What is reviewed, part by part: what each would do, and then each of them made or filed. */
export function useReviewParts(draft: DraftChange) {
  const previewChange = useChangePreview();
  const file = useFileRequest();
  const edit = useEditRequest();
  const announceFiled = useFiledToast();

  /** What is neither saved nor filed yet: what has gone through stays so when what follows is refused. */
  let left: readonly ReviewPart[] = draft.then === undefined ? [draft] : [draft, draft.then];
  const parts = shallowRef<readonly PreviewedPart[]>();
  const problem = shallowRef<Problem>();
  const gated = computed(() =>
    (parts.value ?? []).some(({ part, preview }) => waits(part, preview)),
  );

  async function load() {
    problem.value = undefined;
    try {
      parts.value = await Promise.all(
        left.map(async (part) => ({ part, preview: await previewChange(part.change) })),
      );
    } catch (error) {
      problem.value = problemOf(error);
    }
  }

  /** @throws what the API answers; what came before it is done. */
  async function submit(form: RequestForm): Promise<ReviewedChange> {
    let filed: ChangeRequestResponse | undefined;
    for (const { part, preview } of parts.value ?? []) {
      if (waits(part, preview)) {
        filed = await ask(part, form);
        part.filed?.(filed);
      } else {
        await part.save?.(form.rationale.trim());
      }
      left = left.filter((one) => one !== part);
    }
    return filed === undefined ? { saved: true } : { filed };
  }

  async function ask(
    { change, request }: ReviewPart,
    form: RequestForm,
  ): Promise<ChangeRequestResponse> {
    const body = { change, ...requestBody(form) };
    if (request !== undefined) return edit(request, body);
    const filed = await file(body);
    await announceFiled(filed);
    return filed;
  }

  return { parts, problem, gated, load, submit };
}
