import { defineEventHandler } from 'h3';
import type { SignedInUser } from '../../src/user';
import { isPagePath } from '../../src/page-path';

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

export default defineEventHandler(async (event) => {
  if (!isPagePath(event.path)) return;
  const { user } = await accessOf(event);
  event.context.webSession = { user, apiFetch: (path, init) => apiFetch(event, path, init) };
});
