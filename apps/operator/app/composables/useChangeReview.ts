import { LazyChangeDrawer } from '#components';
import type {
  Change,
  ChangeRequestResponse,
  EnvironmentResponse,
  FlagResponse,
} from '@halyard/contracts';
import type { Problem } from '~/api/problem';
import type { RequestForm } from '~/approvals/request-form';
import type { OverrideLike } from '~/overrides/words';

/** Makes a change; throws what the API answers. */
type Save = (rationale: string) => Promise<unknown>;

/** A change, and the way to make it: by saving it, or as what one's own request is for. */
export type ReviewPart = {
  readonly change: Change;
  /** Called when it waits for approval. */
  readonly filed?: (request: ChangeRequestResponse) => void;
} & (
  | { readonly save: Save; readonly request?: ChangeRequestResponse }
  | { readonly save?: undefined; readonly request: ChangeRequestResponse }
);

/** A change that somebody is about to make, and what one knows about it. */
export type DraftChange = ReviewPart & {
  /** Reviewed together with it, and made after it. */
  readonly then?: ReviewPart;
  /** In place of the words that the change has by itself. */
  readonly title?: string;
  /** On the button that saves it: "Unkill now". */
  readonly confirm?: string;
  readonly rationale?: string;
  /** What one had begun to say with it, and where what one says now is kept. */
  readonly words?: RequestForm | undefined;
  readonly keepWords?: (words: RequestForm) => void;
  readonly flag?: FlagResponse;
  readonly environment?: EnvironmentResponse;
  readonly override?: OverrideLike;
  /** It comes from a form: what the API finds wrong with the change is thrown, for the form to show. */
  readonly inForm?: boolean;
};

/** What the drawer closes with, besides what it does for others: what is for the form to show. */
export type ClosedReview = ReviewedChange | { readonly failed: Problem } | undefined;

export type ReviewedChange = { readonly saved: true } | { readonly filed: ChangeRequestResponse };

/**
 * Shows what a change would do, and for whom, before it is made: nothing saves silently. Then it is saved,
 * or filed for approval where the gate says so. Answers which; nothing where one thought better of it.
 */
export function useChangeReview() {
  const overlays = useOverlay();

  return async (draft: DraftChange): Promise<ReviewedChange | undefined> => {
    const drawer = overlays.create(LazyChangeDrawer, { destroyOnClose: true });
    const closed = await drawer.open({ draft });
    if (closed !== undefined && 'failed' in closed) throw problemError(closed.failed);
    return closed;
  };
}

/** Says that a request is filed, and how to get to it. */
export function useFiledToast() {
  const toast = useToast();
  const route = useRoute();
  return async (filed: ChangeRequestResponse) => {
    const to = { path: `/approvals/${filed.ref}`, query: { env: route.query['env'] } };
    toast.add({
      title: `${filed.ref} is filed`,
      description: `Two others have to approve it: ${filed.awaiting}.`,
      icon: 'i-lucide-user-check',
      color: 'success',
      duration: 10_000,
      actions: [{ label: `Open ${filed.ref}`, color: 'neutral', variant: 'outline', to }],
    });
    await refreshNuxtData([
      `requests-of:${filed.flag}`,
      'requests-waiting',
      'requests-bringing-back',
    ]);
  };
}
