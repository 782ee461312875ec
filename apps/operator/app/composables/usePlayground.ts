import type { Column } from '~/playground/columns';
import { columnsFrom, columnsToQuery, MOST_COLUMNS, NOBODY } from '~/playground/columns';
import { draftFrom, draftToQuery, isStored } from '~/playground/drafts';
import type { Scene } from '~/playground/scene';

const tabStore = () => (import.meta.client ? window.sessionStorage : undefined);

/** The way to the playground, with somebody and something to ask for. */
export function usePlaygroundLink() {
  const route = useRoute();
  return ({ flag, tenant, user, environment, change }: Scene) => {
    const store = tabStore();
    return {
      path: '/playground',
      query: {
        env: environment ?? route.query['env'],
        flag,
        tenant,
        user,
        draft: change && store && draftToQuery(change, store),
      },
    };
  };
}

/** What the playground asks, kept in the URL: a link shows what its sender saw. */
export function usePlayground() {
  const route = useRoute();
  const router = useRouter();
  const go = (query: Readonly<Record<string, string | string[] | undefined>>) =>
    navigateTo({ query: { ...router.currentRoute.value.query, ...query } }, { replace: true });

  const columns = computed(() => columnsFrom(route.query));
  const setColumns = (next: readonly Column[]) =>
    go({ c: columnsToQuery(next), tenant: undefined, user: undefined });

  const flag = computed({
    get: () => {
      const key = route.query['flag'];
      return typeof key === 'string' && key !== '' ? key : undefined;
    },
    set: (key) => void go({ flag: key }),
  });

  /** What a tab keeps for itself is not there while the server renders. */
  const mounted = useMounted();
  const draft = computed(() => {
    const text = route.query['draft'];
    return isStored(text) && !mounted.value ? undefined : draftFrom(text, tabStore());
  });

  return {
    columns,
    flag,
    draft,
    draftIsStored: computed(() => isStored(route.query['draft'])),
    setDraft: (text: string | undefined) => go({ draft: text }),
    canAdd: computed(() => columns.value.length < MOST_COLUMNS),
    setColumn: (index: number, column: Column) => setColumns(columns.value.with(index, column)),
    addColumn: (like: Column = NOBODY, after = columns.value.length - 1) =>
      setColumns(columns.value.toSpliced(after + 1, 0, like)),
    removeColumn: (index: number) => setColumns(columns.value.toSpliced(index, 1)),
  };
}

export type PlaygroundResource = ReturnType<typeof usePlayground>;
