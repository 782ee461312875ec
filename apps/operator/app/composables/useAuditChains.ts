import type {
  AuditChainPageResponse,
  AuditChainResponse,
  AuditHeadResponse,
  AuditProgressResponse,
  AuditVerificationResponse,
} from '@halyard/contracts';
import { everyPage } from '~/api/every-page';
import type { Problem } from '~/api/problem';
import { problemOf } from '~/api/problem';
import { ndjson } from '~/audit/ndjson';

const MOST = 200;

/** The chains that one may read: how long each is, and how far it is signed. */
export function useAuditChains() {
  const api = useAdminApi();
  const fetchPage = (cursor?: string) =>
    answer<AuditChainPageResponse>(
      api.GET('/api/admin/audit/chains', { params: { query: { limit: MOST, cursor } } }),
    );
  const fetchAll = () => everyPage(fetchPage);
  const { data, error, status, refresh } = useAsyncData('audit-chains', fetchAll, {
    server: false,
    lazy: true,
    default: () => [] as readonly AuditChainResponse[],
  });
  return {
    chains: data,
    ...useReadState({ error, status }),
    refresh,
  };
}

/** A chain's head as it is now, signed, to be kept where nobody can change it. */
export function useSignHead() {
  const api = useAdminApi();
  return (stream: string) =>
    answer<AuditHeadResponse>(api.POST('/api/admin/audit/heads', { body: { stream } }));
}

/** When somebody last verified a chain in this browser, and what came of it. */
interface Verified {
  readonly at: string;
  readonly by: string;
  readonly entries: number;
  readonly valid: boolean;
}

export type Verification =
  | { readonly state: 'running'; readonly progress: AuditProgressResponse | undefined }
  | { readonly state: 'done'; readonly verdict: AuditVerificationResponse }
  | { readonly state: 'failed'; readonly problem: Problem };

/** Verifies chains one at a time, tells how far it is, and stops when told to. */
export function useVerification() {
  const apiFetch = useApiFetch();
  const { me } = useMe();
  const remembered = useLocalStorage<Record<string, Verified>>(
    'halyard:verified',
    {},
    {
      initOnMounted: true,
    },
  );
  const verifications = ref<Record<string, Verification>>({});
  let running: AbortController | undefined;
  const set = (stream: string, verification: Verification) =>
    (verifications.value = { ...verifications.value, [stream]: verification });

  async function walk(stream: string, signal: AbortSignal): Promise<AuditVerificationResponse> {
    const response = await apiFetch(
      `/api/admin/audit/verify?stream=${encodeURIComponent(stream)}`,
      { headers: { accept: 'application/x-ndjson' }, signal },
    );
    if (!response.ok || response.body === null) {
      const data: unknown = await response.json().catch(() => undefined);
      throw Object.assign(new Error(response.statusText), { data, status: response.status });
    }
    for await (const told of ndjson(response.body as ReadableStream<Uint8Array<ArrayBuffer>>)) {
      const line = told as AuditProgressResponse | AuditVerificationResponse;
      if ('valid' in line) return line;
      set(stream, { state: 'running', progress: line });
    }
    throw new Error('The answer ended before the verdict');
  }

  async function verify(...streams: readonly string[]) {
    cancel();
    const mine = (running = new AbortController());
    for (const stream of streams) {
      if (mine.signal.aborted) return;
      set(stream, { state: 'running', progress: undefined });
      try {
        const verdict = await walk(stream, mine.signal);
        set(stream, { state: 'done', verdict });
        const { entries, valid } = verdict;
        const verified = { at: new Date().toISOString(), by: me.value?.name ?? '', entries, valid };
        remembered.value = { ...remembered.value, [stream]: verified };
      } catch (error) {
        if (mine.signal.aborted) forget(stream);
        else set(stream, { state: 'failed', problem: problemOf(error) });
      }
    }
  }

  function forget(stream: string) {
    const { [stream]: _, ...others } = verifications.value;
    verifications.value = others;
  }

  function cancel() {
    running?.abort();
  }
  onScopeDispose(cancel);

  const isRunning = computed(() =>
    Object.values(verifications.value).some(({ state }) => state === 'running'),
  );
  return { verifications, remembered, isRunning, verify, cancel, forget };
}

export type VerificationResource = ReturnType<typeof useVerification>;
