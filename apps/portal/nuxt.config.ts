export default defineNuxtConfig({
  extends: ['@halyard/web-session'],
  modules: ['@vueuse/nuxt'],
  imports: { presets: [{ from: '@halyard/vue', imports: ['useFeatureFlag', 'useFeatureFlags'] }] },
  css: ['~/assets/main.css'],
  compatibilityDate: '2026-01-01',
  telemetry: false,
  typescript: { tsConfig: { compilerOptions: { types: ['jest'] } } },
  runtimeConfig: {
    webSession: { clientId: 'halyard-portal', origin: 'http://localhost:4102' },
  },
  app: {
    head: {
      htmlAttrs: { lang: 'en' },
      link: [{ rel: 'icon', type: 'image/svg+xml', href: '/favicon.svg' }],
    },
  },
  hooks: {
    // What a flag holds back is not fetched in advance either.
    'build:manifest': (manifest) => {
      for (const file of Object.values(manifest)) file.prefetch = false;
    },
  },
});
