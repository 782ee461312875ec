import type { AuditEntryResponse } from '@halyard/contracts';
import { revertableTo } from '~/flags/revert';

/** Goes back to what a flag's configuration was, as a change that is reviewed like any other. */
export function useFlagRevert(resource: FlagResource) {
  const review = useChangeReview();
  const { environments } = useEnvironments();
  const { whyNot } = useMe();
  const toast = useToast();

  const versionOf = (entry: AuditEntryResponse) =>
    resource.flag.value ? revertableTo(entry, resource.flag.value) : undefined;

  async function to(entry: AuditEntryResponse) {
    const flag = resource.flag.value;
    const toVersion = versionOf(entry);
    if (flag === undefined || toVersion === undefined || entry.environment === null) return;
    const { key } = flag;
    const place = entry.environment;
    const environment = environments.value.find((one) => one.key === place);
    const title = `Revert ${key} to version ${toVersion}`;
    const reviewed = await review({
      change: { action: 'flag.revert', key, environment: place, toVersion, reason: title },
      title,
      flag,
      ...(environment && { environment }),
      save: (rationale) => resource.revert(place, toVersion, rationale || title),
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
