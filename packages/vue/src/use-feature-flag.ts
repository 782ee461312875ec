import { computed, inject, toValue } from 'vue';
import type { ComputedRef, MaybeRefOrGetter } from 'vue';
import { FEATURE_FLAGS } from './feature-flags.ts';
import type { FeatureFlags } from './feature-flags.ts';
import type { BooleanFlagKey, FallbackOf, FlagKey, FlagValue, ValueOf } from './flag-types.ts';

/**
 * The flags of this application.
 * @throws Error where `app.use(createFeatureFlags(…))` is missing
 */
export function useFeatureFlags(): FeatureFlags {
  const featureFlags = inject(FEATURE_FLAGS, undefined);
  if (!featureFlags) throw new Error('No feature flags: app.use(createFeatureFlags({ … })) first');
  return featureFlags;
}

/** Whether a flag is on: false until the API says true, and as soon as it can no longer be asked. */
export function useFeatureFlag(key: MaybeRefOrGetter<BooleanFlagKey>): ComputedRef<boolean>;
/**
 * A flag's value. The fallback stands in for it while there is none, or one of another type: boolean,
 * string, number, list or object, as the fallback is. What is in an object is not looked at.
 */
export function useFeatureFlag<Key extends FlagKey, Fallback extends FallbackOf<Key>>(
  key: MaybeRefOrGetter<Key>,
  fallback: Fallback,
): ComputedRef<ValueOf<Key, Fallback>>;
export function useFeatureFlag(
  key: MaybeRefOrGetter<FlagKey>,
  fallback: FlagValue = false,
): ComputedRef<unknown> {
  const { read } = useFeatureFlags();
  return computed((before) => {
    const value = read(toValue(key));
    if (!isLike(fallback, value)) return fallback;
    // An object that says the same is the same, however often it was sent: nobody is woken for it.
    return JSON.stringify(value) === JSON.stringify(before) ? before : value;
  });
}

function isLike(fallback: FlagValue, value: unknown): boolean {
  return (
    value !== null &&
    typeof value === typeof fallback &&
    Array.isArray(value) === Array.isArray(fallback)
  );
}
