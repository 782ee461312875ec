import type { ExportTenantMatrixQuery, TenantMatrixResponse } from '@halyard/contracts';
import type { Problem } from '~/api/problem';
import { problemOf } from '~/api/problem';
import type { KnownCells, Matrix } from '~/tenants/matrix';
import { changedCells, changeWords, rowsOf } from '~/tenants/matrix';

const PAGE = 200;
const CHANGED_MS = 3_000;

/** Fetches a matrix whole, page by page; `onPage` is called with what is there by then. */
export function useMatrixPages() {
  const api = useAdminApi();
  const known: KnownCells = new Map();

  const fetchPage = (query: ExportTenantMatrixQuery, cursor?: string) =>
    answer<TenantMatrixResponse>(
      api.GET('/api/admin/tenants/matrix', {
        params: { query: { ...query, limit: PAGE, cursor } },
      }),
    );

  return async (
    query: ExportTenantMatrixQuery,
    onPage: (matrix: Matrix) => void = () => undefined,
  ): Promise<Matrix> => {
    let page = await fetchPage(query);
    let matrix: Matrix = { flags: page.flags, rows: rowsOf(page, known) };
    onPage(matrix);
    while (page.nextCursor !== null) {
      page = await fetchPage(query, page.nextCursor);
      // A flag has come or gone in between: its column would shift those beside it.
      const begin = !hasColumns(page, matrix);
      if (begin) page = await fetchPage(query);
      const rows = [...(begin ? [] : matrix.rows), ...rowsOf(page, known)];
      matrix = { flags: page.flags, rows };
      onPage(matrix);
    }
    return matrix;
  };
}

const hasColumns = (page: TenantMatrixResponse, { flags }: Matrix) =>
  page.flags.length === flags.length &&
  page.flags.every(({ key }, column) => key === flags[column]?.key);

/** The matrix that a query describes, kept as it is now; says which cells somebody has just changed. */
export function useTenantMatrix(query: Readonly<Ref<ExportTenantMatrixQuery>>) {
  const fetchAll = useMatrixPages();
  const matrix = shallowRef<Matrix>();
  const problem = shallowRef<Problem>();
  const loading = ref(true);
  const changed = shallowRef<ReadonlySet<string>>(new Set());
  const announcement = ref('');
  const { start: forgetSoon } = useTimeoutFn(() => (changed.value = new Set()), CHANGED_MS, {
    immediate: false,
  });

  /** Whether what is asked for is what it was. */
  function asking() {
    const asked = JSON.stringify(query.value);
    return () => asked === JSON.stringify(query.value);
  }

  async function load() {
    const isAsked = asking();
    loading.value = true;
    problem.value = undefined;
    try {
      await fetchAll(query.value, (some) => isAsked() && (matrix.value = some));
    } catch (error) {
      if (isAsked()) problem.value = problemOf(error);
    }
    if (isAsked()) loading.value = false;
  }
  onMounted(load);
  watch(query, (now, before) => {
    if (JSON.stringify(now) !== JSON.stringify(before)) void load();
  });

  async function follow() {
    const [isAsked, before] = [asking(), matrix.value];
    if (loading.value || before === undefined) return;
    try {
      const now = await fetchAll(query.value);
      if (!isAsked()) return;
      matrix.value = now;
      tell(changedCells(before, now));
    } catch {
      // What is on the screen stays; the live indicator says that it may be old.
    }
  }

  function tell(cells: readonly string[]) {
    if (cells.length === 0) return;
    changed.value = new Set(cells);
    announcement.value = changeWords(cells);
    forgetSoon();
  }

  const { onLiveChange } = useLive();
  onLiveChange(oneAtATime(follow));

  return { matrix, problem, loading, changed, announcement, load, follow };
}

/** While it runs, further calls are one more call after it. */
function oneAtATime(work: () => Promise<void>) {
  let running = false;
  let again = false;
  return async () => {
    again = running;
    if (running) return;
    running = true;
    do {
      again = false;
      await work();
    } while (again as boolean);
    running = false;
  };
}
