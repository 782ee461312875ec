import type {
  BulkAction,
  BulkPreviewResponse,
  BulkResponse,
  BulkResultResponse,
  BulkVerdictResponse,
  ChangeRequestResponse,
} from '@halyard/contracts';
import { problemOf, problemText } from '~/api/problem';
import type { Problem } from '~/api/problem';
import type { BulkOutcome } from '~/flags/bulk';

/** As many flags as one call takes. */
const AT_ONCE = 200;

interface BulkReasons {
  readonly reason: string;
  readonly evidence: string;
}

/** One action on several flags: first what it would come to for each, then doing it. */
export function useBulkAction(action: BulkAction, environment: string) {
  const api = useAdminApi();
  const where = action === 'archive' ? {} : { environment };

  async function preview(keys: readonly string[]): Promise<BulkVerdictResponse[]> {
    const items: BulkVerdictResponse[] = [];
    for (const some of inParts(keys)) {
      const body = { action, keys: some, ...where };
      const page = await answer<BulkPreviewResponse>(
        api.POST('/api/admin/flags/preview', { body }),
      );
      items.push(...page.items);
    }
    return items;
  }

  /** What takes approval is filed, a request for each. Says of each flag what became of it, as it goes. */
  async function act(
    keys: readonly string[],
    given: BulkReasons,
    tell: (outcome: BulkOutcome) => void,
  ): Promise<void> {
    for (const some of inParts(keys)) {
      const { items } = await answer<BulkResponse>(
        api.POST(`/api/admin/flags/actions/${action}`, {
          params: { header: idempotent() },
          body: { keys: some, reason: given.reason, ...where },
        }),
      );
      for (const item of items) tell(await outcomeOf(item, given));
    }
  }

  async function outcomeOf(
    { key, problem }: BulkResultResponse,
    { reason, evidence }: BulkReasons,
  ): Promise<BulkOutcome> {
    if (problem === undefined) return { key, outcome: 'done' };
    const { change, ...refused } = problem as unknown as Problem;
    if (change === undefined) return { key, outcome: 'failed', note: noteOf(refused) };
    const note = evidence === '' ? {} : { evidence };
    try {
      const { ref } = await answer<ChangeRequestResponse>(
        api.POST('/api/admin/change-requests', {
          body: { change: change as never, rationale: reason, ...note },
        }),
      );
      return { key, outcome: 'filed', note: ref };
    } catch (error) {
      return { key, outcome: 'failed', note: noteOf(problemOf(error)) };
    }
  }

  return { preview, act };
}

const noteOf = (problem: Problem) => problemText(problem) || problem.title;

function inParts(keys: readonly string[]): string[][] {
  const count = Math.ceil(keys.length / AT_ONCE);
  return Array.from({ length: count }, (_, part) =>
    keys.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
}
