import type { ExplainAllDto, ExplainAllResponse, ExplainResponse } from '@halyard/contracts';
import type { Problem } from '~/api/problem';
import { problemOf } from '~/api/problem';
import type { Column } from '~/playground/columns';
import type { Draft } from '~/playground/drafts';
import type { PlaygroundResource } from './usePlayground';

/** An answer as things are, and as the draft would make them. */
export interface Explained<T> {
  readonly now?: T;
  readonly then?: T;
  /** Why there is no answer as things are. */
  readonly problem?: Problem;
  /** Why the draft cannot be tried on. */
  readonly draftProblem?: Problem;
}

/** What the engine says to each column: of one flag, lane by lane, or of all of them. */
export function useExplanations({ columns, flag, draft }: PlaygroundResource) {
  const api = useAdminApi();
  const { environment } = useEnvironments();

  const questionOf = ({ tenant, user, environment: own, attributes }: Column): ExplainAllDto => ({
    ...(tenant !== undefined && { tenantSlug: tenant }),
    ...((own ?? environment.value?.key) && { environment: own ?? environment.value?.key }),
    context: { ...attributes, ...(user !== '' && { targetingKey: user }) },
  });

  const explain = (question: ExplainAllDto, key: string) =>
    answer<ExplainResponse>(
      api.POST('/api/admin/evaluate/explain', { body: { ...question, key } as never }),
    );
  const explainAll = (question: ExplainAllDto) =>
    answer<ExplainAllResponse>(
      api.POST('/api/admin/evaluate/explain-all', { body: question as never }),
    );

  async function ask<T>(question: ExplainAllDto, how: (asked: ExplainAllDto) => Promise<T>) {
    const tried: Draft | null | undefined = draft.value;
    const [now, then] = await Promise.allSettled([
      how(question),
      tried ? how({ ...question, ...tried }) : Promise.resolve(undefined),
    ]);
    const explained: Explained<T> = {
      ...(now.status === 'fulfilled' ? { now: now.value } : { problem: problemOf(now.reason) }),
      ...(then.status === 'fulfilled'
        ? { then: then.value }
        : { draftProblem: problemOf(then.reason) }),
    };
    return explained;
  }

  const asked = computed(() =>
    JSON.stringify([columns.value.map(questionOf), flag.value, draft.value]),
  );

  const one = useAsyncData(
    'explain-one',
    async () => {
      const key = flag.value;
      if (key === undefined) return [];
      return Promise.all(
        columns.value.map((column) => ask(questionOf(column), (q) => explain(q, key))),
      );
    },
    { server: false, lazy: true, default: () => [] as Explained<ExplainResponse>[] },
  );
  const all = useAsyncData(
    'explain-all',
    async () => {
      if (flag.value !== undefined) return [];
      return Promise.all(columns.value.map((column) => ask(questionOf(column), explainAll)));
    },
    { server: false, lazy: true, default: () => [] as Explained<ExplainAllResponse>[] },
  );

  const refresh = () => (flag.value === undefined ? all.refresh() : one.refresh());
  watchDebounced(asked, () => void refresh(), { debounce: 150 });
  useLive().onLiveChange(refresh);

  const isWaiting = (status: string) => status === 'pending' || status === 'idle';
  return {
    one: one.data,
    all: all.data,
    loading: computed(() => isWaiting((flag.value === undefined ? all : one).status.value)),
    refresh,
  };
}
