import type { Page } from '@halyard/contracts';
import type { WatchSource } from 'vue';

interface Options {
  /** Whose change asks for the first page again. */
  readonly watch?: WatchSource[];
  /** `false` for what may wait until the page is there. */
  readonly server?: boolean;
}

/** What the API lists, page after page. `page` is all of it that is shown. */
export function usePaged<T>(
  key: string,
  fetchPage: (cursor?: string) => Promise<Page<T>>,
  options: Options = {},
) {
  const {
    data: page,
    error,
    status,
    refresh,
  } = useAsyncData<Page<T>>(key, () => fetchPage(), { ...options, lazy: true });

  async function loadMore() {
    const cursor = page.value?.nextCursor;
    if (!cursor) return;
    const next = await fetchPage(cursor);
    // It may have grown at the top meanwhile; a list that ends elsewhere is another one.
    const shown = page.value;
    if (shown?.nextCursor !== cursor) return;
    page.value = { items: [...shown.items, ...next.items], nextCursor: next.nextCursor };
  }

  return {
    page,
    items: computed<readonly T[]>(() => page.value?.items ?? []),
    hasMore: computed(() => (page.value?.nextCursor ?? null) !== null),
    ...useReadState({ error, status }),
    refresh,
    loadMore,
  };
}
