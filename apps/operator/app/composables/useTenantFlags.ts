import type { TenantFlagResponse, TenantFlagsQuery, TenantFlagsResponse } from '@halyard/contracts';

const PAGE = 100;

/** Every flag as a tenant gets it, page after page; kept as it is now. */
export function useTenantFlags(slug: string, query: Readonly<Ref<TenantFlagsQuery>>) {
  const api = useAdminApi();
  const fetchPage = (cursor?: string) =>
    answer<TenantFlagsResponse>(
      api.GET('/api/admin/tenants/{slug}/flags', {
        params: { path: { slug }, query: { ...query.value, limit: PAGE, cursor } },
      }),
    );

  async function fetchAtLeast(count: number) {
    let page = await fetchPage();
    while (page.items.length < count && page.nextCursor !== null) {
      const next = await fetchPage(page.nextCursor);
      page = { ...next, items: [...page.items, ...next.items] };
    }
    return page;
  }

  const list = usePaged<TenantFlagResponse>(`tenant-flags:${slug}`, fetchPage, { server: false });
  watch(query, (now, before) => {
    if (JSON.stringify(now) !== JSON.stringify(before)) void list.refresh();
  });

  async function follow() {
    const asked = JSON.stringify(query.value);
    try {
      const page = await fetchAtLeast(list.items.value.length);
      if (asked === JSON.stringify(query.value)) list.page.value = page;
    } catch {
      // What is on the screen stays; the live indicator says that it may be old.
    }
  }
  const { onLiveChange } = useLive();
  onLiveChange(follow);

  return list;
}
