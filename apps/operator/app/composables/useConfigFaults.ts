import type { Fault, FlagResponse } from '@halyard/contracts';
import type { InjectionKey } from 'vue';
import type { FlagDraft } from '~/flags/draft';
import { copyOf } from '~/flags/draft';
import { sentence } from '~/flags/faults';
import { configFaults, faultAt } from '~/rules/check';

const FAULTS: InjectionKey<Readonly<Ref<readonly Fault[]>>> = Symbol('the faults of a draft');

/** Has the engine check a draft as one types; the fields below say what it finds. */
export function provideConfigFaults(
  flag: () => FlagResponse,
  draft: Readonly<Ref<FlagDraft>>,
): Readonly<Ref<readonly Fault[]>> {
  const needsCheck = () => draft.value.rules.length > 0 || draft.value.serve.split !== undefined;
  const faults = computedAsync<readonly Fault[]>(
    () => (needsCheck() ? configFaults(flag(), copyOf(draft.value)) : Promise.resolve([])),
    [],
  );
  provide(FAULTS, faults);
  return faults;
}

/** What is wrong at a place of the configuration (`/rules/0/when/1/values`) or below it, as a sentence. */
export function useFaults() {
  const faults = inject(FAULTS, shallowRef<readonly Fault[]>([]));
  return (pointer: string): string | undefined => {
    const message = faultAt(faults.value, pointer)?.message;
    return message === undefined ? undefined : sentence(message);
  };
}
