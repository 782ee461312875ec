import { computed, effectScope, shallowRef, toValue, watch } from 'vue';
import type { App, ComputedRef, InjectionKey, MaybeRefOrGetter } from 'vue';
import { Exposures } from './exposures.ts';
import { FlagClient } from './flag-client.ts';
import { isSomeoneElse } from './flag-context.ts';
import type { FlagContext } from './flag-context.ts';
import { DARK } from './flag-state.ts';
import type { FlagState } from './flag-state.ts';
import type { FlagKey } from './flag-types.ts';
import { FlagsApi } from './flags-api.ts';

/** A page is not held up for flags: it is rendered without them, and the browser asks again. */
const SERVER_TIMEOUT_MS = 1_000;
/** The API waits up to 2 s for a version. */
const BROWSER_TIMEOUT_MS = 3_000;

export interface FeatureFlagsOptions {
  /** The API, or a proxy to it. This origin where it is left out. */
  readonly url?: string;
  /** A client key; it is public. Without one, the session cookie or `headers` say who asks. */
  readonly key?: string;
  /** Sent with every request. A function is asked each time, for tokens that expire. */
  readonly headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
  readonly fetch?: typeof globalThis.fetch;
  /** Whom to evaluate for. A ref or a getter is followed: the flags are asked for anew when it changes. */
  readonly context?: MaybeRefOrGetter<FlagContext | undefined>;
  /** Only these flags; all of them where it is left out. */
  readonly keys?: readonly string[];
  /** What `serialize()` gave on the server. The browser then does not ask again, but follows from there. */
  readonly initial?: FlagState;
  /** While it is false nothing is asked and everything is dark: for who is not signed in yet. */
  readonly enabled?: MaybeRefOrGetter<boolean>;
  /** Follow changes, in the browser. True unless told otherwise. */
  readonly follow?: boolean;
  /** Count which flags are used, in the browser. True unless told otherwise. */
  readonly exposures?: boolean;
  /** How long to wait for an answer: 3 s in the browser, 1 s on the server. */
  readonly timeoutMs?: number;
}

/** The flags of one application. On a server, of one request. */
export interface FeatureFlags {
  /** All of them. Reading from here counts no exposure. */
  readonly flags: ComputedRef<FlagState['flags']>;
  /** The API has answered, and its answer still holds. */
  readonly ready: ComputedRef<boolean>;
  /** Why the last question got no answer; null once one did. */
  readonly error: ComputedRef<Error | null>;
  /** The API has answered from memory, because its database is away. */
  readonly stale: ComputedRef<boolean>;
  /** Asks now. Without an answer everything is dark until there is one. Never rejects. */
  refresh(): Promise<void>;
  /** Asks for someone else, or for the same person with other attributes. Never rejects. */
  setContext(context: FlagContext | undefined): Promise<void>;
  /** A flag's value, or undefined. Reactive, and counts as a use: for router guards and the like. */
  read(key: FlagKey): unknown;
  /** What the browser's `initial` takes: plain JSON. */
  serialize(): FlagState;
  /** `app.use()` calls it. In a browser it asks and follows until the application is unmounted. */
  install(app: App): void;
}

export const FEATURE_FLAGS: InjectionKey<FeatureFlags> = Symbol('feature flags');

/** Makes the flags of one application: a Vue plugin. A server makes one for each request. */
export function createFeatureFlags(options: FeatureFlagsOptions = {}): FeatureFlags {
  const isBrowser = typeof window !== 'undefined';
  const withVariants = options.exposures ?? true;
  const isEnabled = () => toValue(options.enabled) ?? true;
  const told = shallowRef<{ readonly context: FlagContext | undefined }>();
  const context = () => (told.value ? told.value.context : toValue(options.context));
  const state = shallowRef(options.initial ?? DARK);
  const error = shallowRef<Error | null>(null);
  const api = new FlagsApi({
    url: options.url ?? '',
    key: options.key,
    headers: options.headers,
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    keys: options.keys,
    timeoutMs: options.timeoutMs ?? (isBrowser ? BROWSER_TIMEOUT_MS : SERVER_TIMEOUT_MS),
    withVariants,
  });
  const client = new FlagClient({ api, state, error, context, follow: options.follow ?? true });
  const exposures =
    isBrowser && withVariants ? new Exposures((batch) => api.postExposures(batch)) : undefined;
  let asked = plain(context());

  /** Nobody sees another's flags, not even until the answer is there. */
  async function refresh(): Promise<void> {
    const now = plain(context());
    if (isSomeoneElse(now, asked)) client.goDark();
    asked = now;
    if (isEnabled()) await client.refresh();
  }

  async function askAnew(): Promise<void> {
    if (JSON.stringify(plain(context())) !== JSON.stringify(asked)) await refresh();
  }

  function run(): () => void {
    const scope = effectScope(true);
    const stopPosting = exposures?.postOnLeaving();
    scope.run(() => {
      watch(
        isEnabled,
        (enabled) => {
          if (enabled) return client.start();
          void exposures?.flush();
          client.stop();
          client.goDark();
          error.value = null;
        },
        { immediate: true, flush: 'sync' },
      );
      watch(() => JSON.stringify(context()), askAnew, { immediate: true });
    });
    return () => {
      scope.stop();
      client.stop();
      stopPosting?.();
    };
  }

  const featureFlags: FeatureFlags = {
    flags: computed(() => state.value.flags),
    ready: computed(() => state.value.ready),
    error: computed(() => error.value),
    stale: computed(() => state.value.stale),
    refresh,
    setContext(next) {
      told.value = { context: next };
      return askAnew();
    },
    read(key) {
      const { flags, variants, tenant } = state.value;
      if (!Object.hasOwn(flags, key)) return undefined;
      const variant = variants[key];
      if (variant !== undefined) exposures?.count(key, variant, tenant);
      return flags[key];
    },
    serialize: () => state.value,
    install(app) {
      app.provide(FEATURE_FLAGS, featureFlags);
      if (isBrowser) app.onUnmount(run());
    },
  };
  return featureFlags;
}

/** A copy: what was asked stays what it was, whatever becomes of a reactive context. */
function plain(context: FlagContext | undefined): FlagContext | undefined {
  return context && (JSON.parse(JSON.stringify(context)) as FlagContext);
}
