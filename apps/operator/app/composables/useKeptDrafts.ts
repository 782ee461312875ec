import { KeptDrafts } from '~/flags/kept-drafts';

const NOWHERE = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };

/** Where the unsaved edits of whoever is signed in are kept; while a page is rendered, nowhere. */
export function useKeptDrafts(): KeptDrafts {
  const { user } = useSignedIn();
  return new KeptDrafts(import.meta.client ? sessionStorage : NOWHERE, user.value?.sub ?? '');
}
