import { defineEventHandler } from 'h3';
import type { SignedInUser } from '../../src/user';

/** What the rendering of a page may know of the session, and ask the API. */
export interface PageSession {
  readonly user: SignedInUser | null;
  apiFetch(path: string, init?: RequestInit): Promise<Response>;
}

declare module 'h3' {
  interface H3EventContext {
    webSession?: PageSession;
  }
}

/** Files, the API and the sign-in's own routes look after themselves. */
const NO_PAGE = /^\/(_nuxt|__nuxt|api|auth\/(login|callback|logout|session))(\/|\?|$)|\.\w+(\?|$)/;

export default defineEventHandler(async (event) => {
  if (NO_PAGE.test(event.path)) return;
  const { user } = await accessOf(event);
  event.context.webSession = { user, apiFetch: (path, init) => apiFetch(event, path, init) };
});
