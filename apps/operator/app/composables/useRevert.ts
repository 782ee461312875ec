import type { AuditEntryResponse, FlagResponse } from '@halyard/contracts';
import { revertableTo } from '~/flags/revert';

/** Which configuration of a flag to go back to, and why. */
interface Revert extends Pick<DraftChange, 'title' | 'confirm' | 'rationale' | 'flag'> {
  readonly key: string;
  readonly environment: string;
  readonly toVersion: number;
  /** Where the review has no other. */
  readonly reason: string;
  /** Called with the flag as it is from then on. */
  readonly reverted?: (flag: FlagResponse) => void;
}

/** Reviews going back to an earlier configuration of a flag; answers as the review does. */
export function useRevert() {
  const api = useAdminApi();
  const review = useChangeReview();
  const { environments } = useEnvironments();

  return ({ key, environment, toVersion, reason, reverted, ...draft }: Revert) =>
    review({
      ...draft,
      change: { action: 'flag.revert', key, environment, toVersion, reason },
      environment: environments.value.find((place) => place.key === environment),
      save: async (rationale) => {
        const flag = await answer<FlagResponse>(
          api.POST('/api/admin/flags/{key}/environments/{environment}/revert', {
            params: { path: { key, environment } },
            body: { toVersion, reason: rationale || reason },
          }),
        );
        reverted?.(flag);
      },
    });
}

/** Goes back to what an entry of a flag's history has made of it. */
export function useFlagRevert(resource: FlagResource) {
  const revert = useRevert();
  const { whyNot } = useMe();
  const toast = useToast();

  const versionOf = (entry: AuditEntryResponse) =>
    resource.flag.value ? revertableTo(entry, resource.flag.value) : undefined;

  async function to(entry: AuditEntryResponse) {
    const flag = resource.flag.value;
    const toVersion = versionOf(entry);
    if (flag === undefined || toVersion === undefined || entry.environment === null) return;
    const { key } = flag;
    const title = `Revert ${key} to version ${toVersion}`;
    const reviewed = await revert({
      key,
      environment: entry.environment,
      toVersion,
      reason: title,
      title,
      flag,
      reverted: (now) => (resource.flag.value = now),
    });
    if (reviewed === undefined || !('saved' in reviewed)) return;
    toast.add({
      title: `${key} is as in version ${toVersion}`,
      icon: 'i-lucide-history',
      color: 'success',
    });
  }

  return {
    versionOf,
    to,
    whyNot: ({ environment }: AuditEntryResponse) => {
      const flag = resource.flag.value;
      if (flag?.archived) return 'The flag is archived: restore it to change it.';
      const isKilled = flag?.environments[environment ?? '']?.killed;
      return (
        whyNot('feature_flag:manage') ??
        (isKilled ? 'It is killed here: unkill it first.' : undefined)
      );
    },
  };
}
