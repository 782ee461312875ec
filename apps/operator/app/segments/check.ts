import type { DraftFault } from '../rules/check';
import { engineFaults } from '../rules/check';
import type { ConditionsDraft } from './conditions';

/**
 * What the API would refuse of conditions, by pointers to their fields (`/when/0/values/0`). Limits are said
 * when somebody is done; what the engine cannot use, as they type.
 */
export async function conditionFaults({ match, when }: ConditionsDraft): Promise<DraftFault[]> {
  const draft = { match, when, included: ['someone'], excluded: [] };
  const refused = await engineFaults({ segments: { draft } }, '/segments/draft');
  const { validate, UpdateSegmentDto } = await import('@halyard/contracts');
  const limits = validate(UpdateSegmentDto, { match, when });
  const faults = [...refused, ...limits.map((fault) => ({ ...fault, isUnfinished: true }))];
  return faults.filter(({ pointer }) => /^\/when\/\d+\/(attribute|values)\b/.test(pointer));
}
