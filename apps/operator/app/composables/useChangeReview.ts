import { ChangeDrawer } from '#components';
import type {
  Change,
  ChangeRequestResponse,
  EnvironmentResponse,
  FlagResponse,
} from '@halyard/contracts';
import type { OverrideLike } from '~/overrides/words';

/** A change that somebody is about to make, and what one knows about it. */
export interface DraftChange {
  readonly change: Change;
  /** Makes it; throws what the API answers. */
  readonly save: (rationale: string) => Promise<unknown>;
  /** In place of the words that the change has by itself. */
  readonly title?: string;
  readonly rationale?: string;
  readonly flag?: FlagResponse;
  readonly environment?: EnvironmentResponse;
  readonly override?: OverrideLike;
}

export type ReviewedChange = { readonly saved: true } | { readonly filed: ChangeRequestResponse };

/**
 * Shows what a change would do, and for whom, before it is made: nothing saves silently. Then it is saved,
 * or filed for approval where the gate says so. Answers which; nothing where one thought better of it.
 */
export function useChangeReview() {
  const overlays = useOverlay();
  const announceFiled = useFiledToast();

  return async (draft: DraftChange): Promise<ReviewedChange | undefined> => {
    const drawer = overlays.create(ChangeDrawer, { destroyOnClose: true });
    const reviewed = await drawer.open({ draft });
    if (reviewed !== undefined && 'filed' in reviewed) await announceFiled(reviewed.filed);
    return reviewed;
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
    await refreshNuxtData([`requests-of:${filed.flag}`, 'requests-waiting']);
  };
}
