import { defineEventHandler, setResponseHeader } from 'h3';
import type { Session } from '../../../src/user';

/** Who is signed in. Never the tokens. */
export default defineEventHandler(async (event): Promise<Session> => {
  setResponseHeader(event, 'cache-control', 'no-store');
  const { user } = await accessOf(event);
  return { signedIn: user !== null, user };
});
