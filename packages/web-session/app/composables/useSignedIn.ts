import type { ComputedRef, Ref } from 'vue';
import type { SignedInUser } from '../../src/user';

export type { SignedInUser };

/** Filled by the server's rendering, shared by everything on the page, and never by two requests. */
export const useSessionUser = () => useState<SignedInUser | null>('web-session:user', () => null);

/** Who is signed in, and the ways in and out. */
export function useSignedIn(): {
  readonly user: Readonly<Ref<SignedInUser | null>>;
  readonly signedIn: ComputedRef<boolean>;
  /** Leaves for the provider's sign-in, and comes back to this page unless told otherwise. */
  signIn(returnTo?: string): Promise<void>;
  /** Ends the session here and at the provider. */
  signOut(): void;
} {
  const user = useSessionUser();
  const router = useRouter();
  return {
    user: readonly(user) as Readonly<Ref<SignedInUser | null>>,
    signedIn: computed(() => user.value !== null),
    async signIn(returnTo = router.currentRoute.value.fullPath) {
      await navigateTo(signInUrl(returnTo), { external: true });
    },
    signOut() {
      // A form, because the way out leads over the provider's own page.
      const form = Object.assign(document.createElement('form'), {
        method: 'post',
        action: '/auth/logout',
      });
      document.body.append(form);
      form.submit();
    },
  };
}

export function signInUrl(returnTo: string): string {
  return `/auth/login?${new URLSearchParams({ returnTo })}`;
}
