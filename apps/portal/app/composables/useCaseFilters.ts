import type { CaseStatus, SupportCase } from '~/workspace/cases';

const STATUSES: readonly CaseStatus[] = ['open', 'waiting', 'resolved'];

/** Which cases are in view. The address holds it, so that a link shows what its sender saw. */
export function useCaseFilters() {
  const route = useRoute();
  const router = useRouter();

  const queried = (name: string) =>
    computed({
      get: () => `${route.query[name] ?? ''}`,
      set: (value) =>
        void router.replace({ query: { ...route.query, [name]: value || undefined } }),
    });

  const search = queried('q');
  const opened = queried('case');
  const rawStatus = queried('status');
  const status = computed({
    get: () => STATUSES.find((each) => each === rawStatus.value) ?? '',
    set: (value) => (rawStatus.value = value),
  });

  function matches(each: SupportCase): boolean {
    const words = [each.number, each.subject, each.customer, each.company].join(' ').toLowerCase();
    return (
      (status.value === '' || each.status === status.value) &&
      words.includes(search.value.trim().toLowerCase())
    );
  }

  return { search, status, opened, matches };
}
