import type { FlagResponse } from '@halyard/contracts';

/** Which configuration of a flag to go back to, and why. */
interface Revert {
  readonly key: string;
  readonly environment: string;
  readonly toVersion: number;
  readonly reason: string;
}

/** Reviews going back to an earlier configuration of a flag; answers as the review does. */
export function useRevert() {
  const api = useAdminApi();
  const review = useChangeReview();
  const { environments } = useEnvironments();

  return ({ key, environment, toVersion, reason }: Revert) =>
    review({
      change: { action: 'flag.revert', key, environment, toVersion, reason },
      save: () =>
        answer<FlagResponse>(
          api.POST('/api/admin/flags/{key}/environments/{environment}/revert', {
            params: { path: { key, environment } },
            body: { toVersion, reason },
          }),
        ),
      confirm: 'Go back to it',
      rationale: reason,
      environment: environments.value.find((place) => place.key === environment),
    });
}
