import type { EvaluateResponse } from '@halyard/contracts';
import { createFlagClient } from '~/flags/flag-client';

/** A page is not held up for flags: it is rendered without them, and the browser asks again. */
const PATIENCE_MS = import.meta.server ? 1_000 : 3_000;

export default defineNuxtPlugin({
  name: 'feature-flags',
  dependsOn: ['web-session'],
  async setup() {
    const api = useApi();
    const { signedIn } = useSignedIn();

    const featureFlags = createFlagClient({
      state: useFlagState(),
      evaluate: (atLeast) =>
        api<EvaluateResponse>('/api/flags/evaluate', {
          method: 'POST',
          body: {},
          headers: atLeast === null ? {} : { 'X-Min-Ruleset-Version': `${atLeast}` },
          signal: AbortSignal.timeout(PATIENCE_MS),
          retry: false,
        }),
      openStream: () => new EventSource('/api/flags/stream'),
      isSignedIn: () => signedIn.value,
    });

    if (signedIn.value) {
      if (import.meta.server) await featureFlags.refresh();
      else featureFlags.follow();
    }
    return { provide: { featureFlags } };
  },
});
