import type { FlagView } from '~/flags/views';
import { BUILT_IN, fullQueryOf, queryOf, viewOf } from '~/flags/views';

/** Named sets of filters: those that everyone has, and one's own, kept in this browser. */
export function useFlagViews() {
  const route = useRoute();
  const { filters } = useFlagFilters();
  const saved = useLocalStorage<readonly FlagView[]>('halyard:flag-views', [], {
    initOnMounted: true,
  });
  const views = computed(() => [...BUILT_IN, ...saved.value]);
  const current = computed(() => viewOf(filters.value, views.value));

  return {
    views,
    current,
    isOwn: (view: FlagView) => saved.value.includes(view),
    linkTo: (view: FlagView) => ({ query: { ...route.query, ...fullQueryOf(view) } }),
    /** Keeps the filters as they are now. */
    save: (name: string) => {
      saved.value = [...saved.value, { name: name.trim(), query: queryOf(filters.value) }];
    },
    rename: (view: FlagView, name: string) => {
      saved.value = saved.value.map((one) => (one === view ? { ...one, name: name.trim() } : one));
    },
    remove: (view: FlagView) => {
      saved.value = saved.value.filter((one) => one !== view);
    },
  };
}
