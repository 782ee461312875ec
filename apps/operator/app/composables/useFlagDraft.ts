import type { EnvironmentResponse, Fault } from '@halyard/contracts';
import type { ChangeSince, Problem } from '~/api/problem';
import { problemOf } from '~/api/problem';
import { differencesBetween, inWords } from '~/flags/differences';
import type { FlagDraft } from '~/flags/draft';
import {
  configChanges,
  copyOf,
  draftOf,
  isEmpty,
  normalized,
  propertyChanges,
  rebase,
  without,
} from '~/flags/draft';
import { configFaults } from '~/rules/check';
import type { FlagResource } from './useFlag';

/**
 * The edits of one flag in one environment, from the flag that they began with. Somebody else's changes
 * meanwhile are told and never overwrite them; without edits the draft follows the flag.
 */
export function useFlagDraft(
  resource: FlagResource,
  environment: Readonly<Ref<EnvironmentResponse>>,
) {
  const base = shallowRef(resource.flag.value);
  const draft = ref<FlagDraft>();
  const rationale = ref('');
  const saving = ref(false);
  /** Set when the API has refused a save: who changed what since. */
  const refused = shallowRef<readonly ChangeSince[]>();

  const before = computed(() => base.value && draftOf(base.value, environment.value.key));
  const theirs = computed(
    () => resource.flag.value && draftOf(resource.flag.value, environment.value.key),
  );
  const mine = computed(() => draft.value && before.value && normalized(draft.value, before.value));

  const summary = computed(() => inWords(differencesBetween(before.value, mine.value)));
  const dirty = computed(() => summary.value.length > 0);
  const conflict = computed(() => {
    if (saving.value || !dirty.value) return undefined;
    const words = inWords(differencesBetween(before.value, theirs.value));
    return words.length === 0 ? undefined : { words, changes: refused.value };
  });

  function reset() {
    base.value = resource.flag.value;
    draft.value = theirs.value && copyOf(theirs.value);
    rationale.value = '';
    refused.value = undefined;
  }

  /** Puts my edits on top of the flag as it is now. */
  function keepMine() {
    if (before.value && mine.value && theirs.value) {
      draft.value = copyOf(rebase(before.value, mine.value, theirs.value));
    }
    base.value = resource.flag.value;
    refused.value = undefined;
  }

  /** Lets go of the edits that wait for review from now on; the others stay. */
  function filed(part: 'properties' | 'config') {
    if (draft.value && before.value) draft.value = without(part, draft.value, before.value);
    if (!dirty.value) reset();
  }

  watch([resource.flag, () => environment.value.key], ([, place], [, placeBefore]) => {
    if (!dirty.value || place !== placeBefore) reset();
    else if (!saving.value && conflict.value === undefined) keepMine();
  });
  if (base.value) reset();

  const why = computed(() => {
    const given = rationale.value.trim();
    return given === '' ? {} : { rationale: given };
  });
  const changes = computed(() => {
    if (!before.value || !mine.value) return { properties: {}, config: {} };
    return {
      properties: propertyChanges(before.value, mine.value),
      config: configChanges(before.value, mine.value),
    };
  });

  async function validate(): Promise<Fault[]> {
    const {
      validate: faultsOf,
      ConfigureFlagDto,
      UpdateFlagDto,
    } = await import('@halyard/contracts');
    const { value: flag } = resource.flag;
    return [
      ...(flag && mine.value ? await configFaults(flag, mine.value) : []),
      ...faultsOf(UpdateFlagDto, { ...changes.value.properties, ...why.value }),
      ...faultsOf(ConfigureFlagDto, changes.value.config),
    ];
  }

  /** Sends what has changed, and nothing else. Answers the problem, if there is one; the draft is kept then. */
  async function save(again = false): Promise<Problem | undefined> {
    const { properties, config } = changes.value;
    const place = environment.value.key;
    saving.value = true;
    try {
      if (!isEmpty(properties)) {
        await resource.update({ ...properties, ...why.value, version: base.value?.version });
        keepMine();
      }
      if (!isEmpty(config)) {
        const version = base.value?.environments[place]?.version;
        await resource.configure(place, { ...config, ...why.value, version });
      }
      reset();
      return undefined;
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code !== 'version_conflict') return problem;
      await resource.follow();
      refused.value = problem.changes ?? [];
      if (again || differencesBetween(before.value, theirs.value).length > 0) return problem;
      // What has changed is nothing that one edits here.
      keepMine();
      return await save(true);
    } finally {
      saving.value = false;
    }
  }

  return {
    draft,
    rationale,
    dirty,
    saving,
    summary,
    conflict,
    reset,
    keepMine,
    filed,
    validate,
    save,
  };
}

export type FlagDraftResource = ReturnType<typeof useFlagDraft>;
