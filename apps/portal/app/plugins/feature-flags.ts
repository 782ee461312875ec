import type { FlagState } from '@halyard/vue';
import { createFeatureFlags } from '@halyard/vue';
import { PORTAL_FLAGS } from '~/feature-flags/flags';

/**
 * The first answer comes while the server renders the page and travels in its payload: a page that
 * began without flags would show everyone the old product first and then flicker.
 */
export default defineNuxtPlugin({
  name: 'feature-flags',
  dependsOn: ['web-session'],
  async setup({ vueApp }) {
    const rendered = useState<FlagState | undefined>('feature-flags');
    const featureFlags = createFeatureFlags({
      fetch: useApiFetch(),
      enabled: useSignedIn().signedIn,
      keys: PORTAL_FLAGS,
      initial: rendered.value,
    });
    if (import.meta.server) {
      await featureFlags.refresh();
      rendered.value = featureFlags.serialize();
    }
    vueApp.use(featureFlags);
  },
});
