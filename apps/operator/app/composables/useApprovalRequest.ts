import { ApprovalRequestDialog } from '#components';
import type {
  Change,
  ChangeRequestResponse,
  EnvironmentResponse,
  FlagResponse,
} from '@halyard/contracts';
import type { OverrideLike } from '~/overrides/words';

/** A change that the API makes only with two approvals, and what one knows about it. */
export interface ApprovalNeeded {
  readonly change: Change;
  readonly reasons: readonly string[];
  readonly rationale: string;
  readonly flag?: FlagResponse;
  readonly environment?: EnvironmentResponse;
  readonly override?: OverrideLike;
}

/** Asks for what a request needs, files it, and answers it; nothing where one thought better of it. */
export function useApprovalRequest() {
  const overlays = useOverlay();
  const announceFiled = useFiledToast();

  return async (needed: ApprovalNeeded): Promise<ChangeRequestResponse | undefined> => {
    const dialog = overlays.create(ApprovalRequestDialog, { destroyOnClose: true });
    const filed = await dialog.open({ needed });
    if (filed !== undefined) await announceFiled(filed);
    return filed;
  };
}
