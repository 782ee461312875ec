/** Hands the session that the server has read to the page. */
export default defineNuxtPlugin({
  name: 'web-session',
  setup() {
    if (import.meta.client) return;
    useSessionUser().value = useRequestEvent()?.context.webSession?.user ?? null;
  },
});
