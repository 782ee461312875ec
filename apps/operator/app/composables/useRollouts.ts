import type {
  AuditPageResponse,
  FlagRolloutResponse,
  RunningRolloutPageResponse,
  RunningRolloutResponse,
} from '@halyard/contracts';
import { stepsOf } from '~/rollouts/steps';

interface Asked {
  /** `undefined` for all of them. */
  readonly environment: string | undefined;
  readonly owner: string | undefined;
}

/** What is rolled out, page after page, the one that was moved last first. */
export function useRollouts(asked: Readonly<Ref<Asked>>) {
  const api = useAdminApi();
  const fetchPage = (cursor?: string) =>
    answer<RunningRolloutPageResponse>(
      api.GET('/api/admin/rollouts', { params: { query: { ...asked.value, cursor } } }),
    );
  return usePaged<RunningRolloutResponse>('rollouts', fetchPage, {
    watch: [() => asked.value.environment, () => asked.value.owner],
  });
}

/** Who is in one flag's rollout in an environment, and who comes next. */
export function useFlagRollout(key: string, environment: Readonly<Ref<string>>) {
  const api = useAdminApi();
  const { data, error, refresh } = useAsyncData(
    `rollout:${key}`,
    () =>
      answer<FlagRolloutResponse>(
        api.GET('/api/admin/flags/{key}/rollout', {
          params: { path: { key }, query: { environment: environment.value } },
        }),
      ),
    { watch: [environment], server: false, lazy: true },
  );
  return {
    /** Of the environment that is asked for, not of the one before. */
    rollout: computed(() =>
      data.value?.environment === environment.value ? data.value : undefined,
    ),
    problem: useReadProblem(error),
    refresh,
  };
}

/** As far back as one page of the history goes. */
const MOST_ENTRIES = 200;

/** How a flag came to be as far as it is in an environment, the latest step first. */
export function useRolloutSteps(key: string, environment: Readonly<Ref<string>>) {
  const api = useAdminApi();
  const { data, error, refresh } = useAsyncData(
    `rollout-steps:${key}:${useId()}`,
    async () => {
      const query = { environment: environment.value, limit: MOST_ENTRIES };
      const { items } = await answer<AuditPageResponse>(
        api.GET('/api/admin/flags/{key}/history', { params: { path: { key }, query } }),
      );
      return { environment: query.environment, steps: stepsOf(items, query.environment) };
    },
    { watch: [environment], server: false, lazy: true },
  );
  return {
    steps: computed(() =>
      data.value?.environment === environment.value ? data.value.steps : undefined,
    ),
    problem: useReadProblem(error),
    refresh,
  };
}
