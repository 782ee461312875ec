import type { FlagResponse } from '@halyard/contracts';
import type { InjectionKey } from 'vue';
import type { FlagDraft } from '~/flags/draft';
import { copyOf } from '~/flags/draft';
import { sentence } from '~/flags/faults';
import type { DraftFault } from '~/rules/check';
import { configFaults, faultAt } from '~/rules/check';

type DraftFaults = Readonly<Ref<readonly DraftFault[]>>;
const FAULTS: InjectionKey<DraftFaults> = Symbol('the faults of a draft');

/** Has the engine check a draft as one types; the fields below say what it finds. */
export function provideConfigFaults(flag: () => FlagResponse, draft: Readonly<Ref<FlagDraft>>) {
  const needsCheck = () => draft.value.rules.length > 0 || draft.value.serve.split !== undefined;
  const faults = computedAsync<readonly DraftFault[]>(
    () => (needsCheck() ? configFaults(flag(), copyOf(draft.value)) : Promise.resolve([])),
    [],
  );
  provideFaults(faults);
}

/** The fields of the conditions below say what is wrong with them. */
export const provideFaults = (faults: DraftFaults) => provide(FAULTS, faults);

export function useFaults() {
  const faults: DraftFaults = inject(FAULTS, shallowRef([]));
  return {
    /** What is wrong at a place (`/rules/0/when/1/values`) or below it, as a sentence; not what only is empty yet. */
    faultAt: (pointer: string): string | undefined => {
      const written = faults.value.filter(({ isUnfinished }) => !isUnfinished);
      const message = faultAt(written, pointer)?.message;
      return message === undefined ? undefined : sentence(message);
    },
    /** Whether it could be saved. */
    isSound: (pointer = ''): boolean => faultAt(faults.value, pointer) === undefined,
  };
}
