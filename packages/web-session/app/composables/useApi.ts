import type { $Fetch } from 'ofetch';
import { createFetch } from 'ofetch';

/**
 * `fetch` for the platform API, in the name of the signed-in person, the same in the browser (through
 * the proxy) and while a page is rendered (straight to the API). Signed out and out of reach are
 * problem+json answers, never exceptions on the server. A session that has ended ends here too.
 */
export function useApiFetch(): typeof fetch {
  if (import.meta.server) {
    const session = useRequestEvent()?.context.webSession;
    return async (input, init) => {
      if (!session) throw new Error('No session: useApiFetch() is for pages');
      const request = input instanceof Request ? input : undefined;
      const url = new URL(request?.url ?? `${input}`, 'http://here.invalid');
      return session.apiFetch(url.pathname + url.search, request ? await initOf(request) : init);
    };
  }
  const user = useSessionUser();
  const nuxt = useNuxtApp();
  return async (input, init) => {
    const answer = await fetch(input, init);
    if (answer.status === 401 && user.value) await nuxt.runWithContext(() => sessionEnded());
    return answer;
  };
}

/** `$fetch` for the platform API: parsed answers; a problem is thrown, with its body in `error.data`. */
export function useApi(): $Fetch {
  return createFetch({ fetch: useApiFetch() });
}

async function initOf(request: Request): Promise<RequestInit> {
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  return {
    method: request.method,
    headers: request.headers,
    body: hasBody ? await request.arrayBuffer() : undefined,
  };
}

/** Whether it has really ended is the session's word, not that of one answer. */
async function sessionEnded(): Promise<void> {
  const user = useSessionUser();
  const { currentRoute } = useRouter();
  const { user: current } = await $fetch<{ user: typeof user.value }>('/auth/session');
  if (current || !user.value) return;
  user.value = null;
  const { fullPath, meta } = currentRoute.value;
  if (!meta.public) await navigateTo(signedOutPath(fullPath));
}

export function signedOutPath(returnTo: string) {
  return { path: '/auth/signed-out', query: returnTo === '/' ? {} : { returnTo } };
}
