import type { MemberPageResponse, MemberResponse, SetMemberDto } from '@halyard/contracts';
import { everyPage } from '~/api/every-page';

/** Everybody who holds roles where one may look, and the way to change that. */
export function useMembers() {
  const api = useAdminApi();
  const { data, error, status, refresh } = useAsyncData(
    'members',
    () =>
      everyPage((cursor) =>
        answer<MemberPageResponse>(
          api.GET('/api/admin/members', { params: { query: { limit: 200, cursor } } }),
        ),
      ),
    { default: () => [] as readonly MemberResponse[], server: false, lazy: true },
  );
  useEventListener('focus', () => void refresh());

  async function set(on: string, sub: string, body: SetMemberDto) {
    await answer(api.PUT('/api/admin/members/{on}/{sub}', { params: { path: { on, sub } }, body }));
    await Promise.all([refresh(), refreshNuxtData('me')]);
  }

  return {
    members: data,
    ...useReadState({ error, status }),
    refresh,
    set,
  };
}

export type MembersResource = ReturnType<typeof useMembers>;
