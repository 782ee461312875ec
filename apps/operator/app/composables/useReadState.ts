import type { AsyncDataRequestStatus } from '#app';
import { problemOf } from '~/api/problem';

interface Read {
  readonly error: Readonly<Ref<unknown>>;
  readonly status: Readonly<Ref<AsyncDataRequestStatus>>;
}

/** How it stands with what was asked of the API, as `ListState` shows it. */
export const useReadState = ({ error, status }: Read) => ({
  loading: computed(() => status.value === 'pending' || status.value === 'idle'),
  problem: useReadProblem(error),
});

export const useReadProblem = (error: Readonly<Ref<unknown>>) =>
  computed(() => (error.value ? problemOf(error.value) : undefined));

/** Asks again. Where there is no answer, what is on the screen stays; the live indicator says that it may be old. */
export async function renew<T>(shown: Ref<T>, fetch: () => Promise<T>) {
  try {
    shown.value = await fetch();
  } catch {
    // See above: the next try may succeed.
  }
}
