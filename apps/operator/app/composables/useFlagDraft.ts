import type { EnvironmentResponse, Fault } from '@halyard/contracts';
import type { ChangeSince, Problem } from '~/api/problem';
import type { RequestForm } from '~/approvals/request-form';
import { differencesBetween, inWords } from '~/flags/differences';
import type { FlagDraft } from '~/flags/draft';
import {
  configChanges,
  copyOf,
  draftOf,
  isEmpty,
  normalized,
  propertyChanges,
  without,
} from '~/flags/draft';
import type { FlagBase } from '~/flags/kept-drafts';
import { baseOf } from '~/flags/kept-drafts';
import type { Side } from '~/flags/three-way';
import { settled, threeWay } from '~/flags/three-way';
import type { ReviewPart } from './useChangeReview';
import { configFaults } from '~/rules/check';
import type { FlagResource } from './useFlag';

/**
 * The edits of one flag in one environment, from the flag that they began with. Somebody else's changes
 * meanwhile are told and never overwrite them; without edits the draft follows the flag. They are kept
 * until they are saved, filed or discarded, also when the session ends or the page is loaded again.
 */
export function useFlagDraft(
  resource: FlagResource,
  environment: Readonly<Ref<EnvironmentResponse>>,
) {
  const kept = useKeptDrafts();
  const key = resource.flag.value?.key ?? '';
  const place = () => environment.value.key;

  const base = shallowRef<FlagBase>();
  const draft = ref<FlagDraft>();
  /** One's own request that the edits are to change, in place of a new one. */
  const request = ref<string>();
  /** What one has begun to say with the edits, in their review. */
  const words = shallowRef<RequestForm>();
  const saving = ref(false);
  /** The edits were made before the page was loaded, or the session ended. */
  const restored = ref(false);
  /** Set when the API has refused a save: who changed what since. */
  const refused = shallowRef<readonly ChangeSince[]>();

  const before = computed(() => base.value?.values);
  const theirs = computed(() => resource.flag.value && draftOf(resource.flag.value, place()));
  const mine = computed(() => draft.value && before.value && normalized(draft.value, before.value));

  const summary = computed(() => inWords(differencesBetween(before.value, mine.value)));
  const dirty = computed(() => summary.value.length > 0);
  const conflict = computed(() => {
    if (saving.value || !dirty.value) return undefined;
    if (!before.value || !theirs.value || !mine.value) return undefined;
    const fields = threeWay(before.value, theirs.value, mine.value);
    return fields.length === 0 ? undefined : { fields, changes: refused.value };
  });

  /** Begins with the flag as it is now. */
  function begin() {
    base.value = resource.flag.value && baseOf(resource.flag.value, place());
    draft.value = theirs.value && copyOf(theirs.value);
    request.value = undefined;
    words.value = undefined;
    refused.value = undefined;
    restored.value = false;
  }

  /** Begins with the edits that were kept, where there are any. */
  function restore() {
    begin();
    const found = kept.read(key, place());
    if (found === undefined) return;
    base.value = found.base;
    draft.value = found.draft;
    request.value = found.request;
    words.value = found.words;
    restored.value = dirty.value;
  }

  function reset() {
    kept.forget(key, place());
    begin();
  }

  /** Puts my edits on top of the flag as it is now; where they clash with theirs, as chosen. */
  function settle(chosen: Readonly<Record<string, Side>> = {}) {
    if (before.value && mine.value && theirs.value) {
      draft.value = copyOf(settled(before.value, theirs.value, mine.value, chosen));
    }
    base.value = resource.flag.value && baseOf(resource.flag.value, place());
    refused.value = undefined;
  }

  watch([resource.flag, environment], ([, now], [, then]) => {
    if (now.key !== then.key) restore();
    else if (!dirty.value) begin();
    else if (!saving.value && conflict.value === undefined) settle();
  });
  if (resource.flag.value) restore();

  watch([base, mine, request, words], () => {
    if (!base.value || !mine.value || !dirty.value) {
      words.value = undefined;
      return kept.forget(key, place());
    }
    kept.keep(key, place(), {
      base: base.value,
      draft: mine.value,
      ...(request.value !== undefined && { request: request.value }),
      ...(words.value !== undefined && { words: words.value }),
    });
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
      ...faultsOf(UpdateFlagDto, changes.value.properties),
      ...faultsOf(ConfigureFlagDto, changes.value.config),
    ];
  }

  /** Sends one part, and nothing else; what is sent is no edit any more. */
  async function saved(write: () => Promise<unknown>) {
    saving.value = true;
    try {
      await write();
      settle();
    } finally {
      saving.value = false;
    }
  }

  /** Lets go of the edits that wait for review from now on; the others stay. */
  function filed(part: 'properties' | 'config') {
    if (draft.value && before.value) draft.value = without(part, draft.value, before.value);
    if (!dirty.value) reset();
  }

  const withReason = (rationale: string) => (rationale === '' ? {} : { rationale });

  /** What the edits come to: a change of what is true everywhere, one of the environment, or both. */
  function parts(): ReviewPart[] {
    const { properties, config } = changes.value;
    const environment = place();
    const of = { version: base.value?.version };
    const at = { version: base.value?.configVersion };
    const update: ReviewPart = {
      change: { action: 'flag.update', key, ...properties, ...of },
      save: (why) => saved(() => resource.update({ ...properties, ...withReason(why), ...of })),
      filed: () => filed('properties'),
    };
    const configure: ReviewPart = {
      change: { action: 'flag.configure', key, environment, ...config, ...at },
      save: (why) =>
        saved(() => resource.configure(environment, { ...config, ...withReason(why), ...at })),
      filed: () => filed('config'),
    };
    return [...(isEmpty(properties) ? [] : [update]), ...(isEmpty(config) ? [] : [configure])];
  }

  /** Takes in that the API refused the edits: somebody else was faster. Answers whether that matters here. */
  async function overtaken({ changes: since = [] }: Problem): Promise<boolean> {
    await resource.follow();
    if (before.value && theirs.value && differencesBetween(before.value, theirs.value).length > 0) {
      refused.value = since;
      return true;
    }
    // What has changed is nothing that one edits here.
    settle();
    return false;
  }

  return {
    words,
    draft,
    dirty,
    saving,
    restored,
    request,
    summary,
    conflict,
    reset,
    settle,
    parts,
    overtaken,
    validate,
  };
}

export type FlagDraftResource = ReturnType<typeof useFlagDraft>;
