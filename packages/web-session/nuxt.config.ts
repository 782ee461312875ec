/** Signs people in and carries their calls to the API. See README.md for what an app gets. */
export default defineNuxtConfig({
  modules: ['@nuxt/ui'],
  compatibilityDate: '2026-01-01',
  devtools: { enabled: false },
  telemetry: false,
  // Nothing is fetched from elsewhere, while building or while running.
  ui: { fonts: false },
  icon: {
    provider: 'none',
    // Otherwise every page carries the names of all collections that there are, and each icon sorts them.
    fallbackToApi: false,
    serverBundle: { collections: ['lucide'] },
    clientBundle: { scan: { globInclude: ['**/*.{vue,ts}'] } },
  },
  // Compressed while building, so that no request waits for it. Nuxt's types know of little of Nitro here.
  nitro: { compressPublicAssets: { gzip: true, brotli: true } } as object,
  runtimeConfig: {
    // An app's own defaults; the HALYARD_* variables win (src/settings.ts).
    webSession: { clientId: '', origin: '' },
  },
});
