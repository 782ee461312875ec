export default defineNuxtConfig({
  extends: ['@halyard/web-session'],
  modules: ['@nuxt/ui', '@vueuse/nuxt'],
  compatibilityDate: '2026-01-01',
  css: ['~/assets/main.css'],
  components: [{ path: '~/components', pathPrefix: false }],
  runtimeConfig: { webSession: { clientId: 'halyard-operator', origin: 'http://localhost:4101' } },
  app: {
    head: {
      htmlAttrs: { lang: 'en' },
      meta: [{ name: 'viewport', content: 'width=device-width, initial-scale=1' }],
      link: [{ rel: 'icon', type: 'image/svg+xml', href: '/favicon.svg' }],
    },
  },
  // A page's code is fetched when one reaches for the link, what opens in a page when it opens: the first
  // load brings what it shows.
  experimental: {
    defaults: { nuxtLink: { prefetchOn: { interaction: true, visibility: false } } },
  },
  // What so many parts of the console share travels in one file: fewer requests, and it compresses better.
  vite: {
    $client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: { groups: [{ name: 'common', minShareCount: 20 }] },
          },
        },
      },
    },
  },
  hooks: {
    'build:manifest': (manifest) => {
      for (const chunk of Object.values(manifest)) chunk.dynamicImports = [];
    },
  },
  // The specs beside the code are Jest's.
  typescript: { tsConfig: { compilerOptions: { types: ['jest'] } } },
});
