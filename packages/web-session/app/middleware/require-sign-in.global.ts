declare module 'vue-router' {
  interface RouteMeta {
    /** Shown to signed-out people too. */
    public?: boolean;
  }
}

export default defineNuxtRouteMiddleware((to) => {
  const requireSignIn = useAppConfig().webSession.requireSignIn as 'page' | 'login' | 'no';
  if (useSessionUser().value || to.meta.public || requireSignIn === 'no') return;
  if (requireSignIn === 'page') return navigateTo(signedOutPath(to.fullPath));
  return navigateTo(signInUrl(to.fullPath), { external: true });
});
