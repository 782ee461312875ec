import type {
  EnvironmentResponse,
  KillSwitchEffectListResponse,
  KillSwitchListResponse,
  KillSwitchResponse,
} from '@halyard/contracts';
import { switchName, switchWord } from '~/kill-switches/switches';

/** What is turned off at once, in every environment; and how to do that, and to bring it back. */
export function useKillSwitches() {
  const api = useAdminApi();
  const { data, error, refresh } = useAsyncData(
    'kill-switches',
    async () => (await answer<KillSwitchListResponse>(api.GET('/api/admin/kill-switches'))).items,
    { default: (): readonly KillSwitchResponse[] => [] },
  );

  async function engage(environment: string, category: string, reason: string) {
    const params = { path: { environment, category } };
    await answer(
      api.POST('/api/admin/kill-switches/{environment}/{category}', { params, body: { reason } }),
    );
    await refresh();
  }

  async function release(environment: string, category: string, reason: string) {
    const params = { path: { environment, category } };
    await answer(
      api.DELETE('/api/admin/kill-switches/{environment}/{category}', { params, body: { reason } }),
    );
    await refresh();
  }

  return {
    engaged: data,
    problem: useReadProblem(error),
    refresh,
    engage,
    release,
  };
}

/** Of the change; what somebody says in the review is the request's, or takes its place. */
const BRING_BACK = 'Bring back what it held down';

/** Brings back what a switch holds down, by way of the change's review. */
export function useBringBack() {
  const { release } = useKillSwitches();
  const review = useChangeReview();
  const toast = useToast();

  return async (category: string, environment: EnvironmentResponse) => {
    const { key, name } = environment;
    const reviewed = await review({
      change: { action: 'kill.release', environment: key, category, reason: BRING_BACK },
      title: `Bring back ${switchWord(category)}`,
      environment,
      save: (rationale) => release(key, category, rationale === '' ? BRING_BACK : rationale),
    });
    if (reviewed === undefined || 'filed' in reviewed) return;
    const title = `${switchName(category)} is back in ${name}`;
    toast.add({ title, icon: 'i-lucide-rotate-ccw', color: 'success' });
  };
}

/** What each switch of the environment would turn off now, or holds down. */
export function useKillSwitchEffects(environment: Readonly<Ref<EnvironmentResponse | undefined>>) {
  const api = useAdminApi();
  const key = computed(() => environment.value?.key ?? '');
  const { data, error, status, refresh } = useAsyncData(
    'kill-switch-effects',
    () =>
      answer<KillSwitchEffectListResponse>(
        api.GET('/api/admin/kill-switches/{environment}/effects', {
          params: { path: { environment: key.value } },
        }),
      ),
    { watch: [key], lazy: true },
  );
  return {
    /** Of the environment in view, not of the one before. */
    effects: computed(() => (data.value?.environment === key.value ? data.value : undefined)),
    ...useReadState({ error, status }),
    refresh,
  };
}
