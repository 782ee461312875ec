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
  // The specs beside the code are Jest's.
  typescript: { tsConfig: { compilerOptions: { types: ['jest'] } } },
});
