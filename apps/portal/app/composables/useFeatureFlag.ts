import type { ComputedRef } from 'vue';
import type { FlagState } from '~/flags/flag-client';
import { DARK } from '~/flags/flag-client';

/** Kept by Nuxt for one request and its page. A ref of this module would be shared by everyone's. */
export const useFlagState = () => useState<FlagState>('feature-flags', () => DARK);

/**
 * Whether a flag is on for whoever is signed in. False until the API says true, and false again as
 * soon as it can no longer be asked.
 *
 * The first answer comes while the server renders the page and travels in its payload, as
 * LaunchDarkly's bootstrap does it: a page that began without flags would show everyone the old
 * product first and then flicker. The browser does not ask again; it follows from there.
 */
export function useFeatureFlag(key: string): ComputedRef<boolean> {
  const { flags } = useFeatureFlags();
  return computed(() => flags.value[key] === true);
}

/** All flags of whoever is signed in, from the session's one bulk call. */
export function useFeatureFlags(): {
  readonly flags: ComputedRef<FlagState['flags']>;
  /** The API has answered, and its answer still holds. */
  readonly ready: ComputedRef<boolean>;
  refresh(): Promise<void>;
} {
  const state = useFlagState();
  return {
    flags: computed(() => state.value.flags),
    ready: computed(() => state.value.ready),
    refresh: useNuxtApp().$featureFlags.refresh,
  };
}
