/** Halyard's OpenFeature provider for Node servers. */
export type { Jwks } from './key-set.ts';
export type { ExposureOptions, HalyardProviderOptions } from './options.ts';
export { HalyardProvider } from './provider.ts';
export type { FlagListener } from './subscriptions.ts';
