export { ApiError } from './api-error.ts';
export { FeatureFlag } from './feature-flag.ts';
export { createFeatureFlags } from './feature-flags.ts';
export type { FeatureFlags, FeatureFlagsOptions } from './feature-flags.ts';
export type { FlagContext } from './flag-context.ts';
export type { FlagState } from './flag-state.ts';
export type { BooleanFlagKey, FlagKey, FlagTypes } from './flag-types.ts';
export { useFeatureFlag, useFeatureFlags } from './use-feature-flag.ts';
