export default defineAppConfig({
  webSession: {
    /**
     * What a signed-out person gets on a page without `definePageMeta({ public: true })`:
     * the signed-out page, the provider's sign-in at once, or the page itself.
     */
    requireSignIn: 'page' as 'page' | 'login' | 'no',
    /** What the signed-out page and the error page say about the app. */
    name: 'Halyard',
    tagline: 'Sign in to continue.',
    icon: 'i-lucide-flag',
  },
});
