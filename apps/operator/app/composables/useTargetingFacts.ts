import type {
  SegmentPageResponse,
  TenantFacetsResponse,
  TenantPageResponse,
} from '@halyard/contracts';
import type { InjectionKey } from 'vue';
import { knownAttributes } from '~/rules/attributes';
import type { KnownAttributes } from '~/rules/attributes';

export interface TargetingFacts {
  /** Attribute → the values that tenants have. */
  readonly attributes: Readonly<Ref<KnownAttributes>>;
  readonly segments: Readonly<Ref<readonly { readonly key: string; readonly name: string }[]>>;
}

const FACTS: InjectionKey<TargetingFacts> = Symbol('what rules can name');

/** Asks once for what conditions can name: they suggest it. What is not suggested can be typed. */
export function provideTargetingFacts(): TargetingFacts {
  const api = useAdminApi();
  const later = { server: false, lazy: true } as const;
  const { data: tenants } = useAsyncData(
    'rules:tenants',
    () =>
      answer<TenantPageResponse>(
        api.GET('/api/admin/tenants', { params: { query: { limit: 200, status: 'active' } } }),
      ),
    later,
  );
  const { data: facets } = useAsyncData(
    'rules:facets',
    () => answer<TenantFacetsResponse>(api.GET('/api/admin/tenants/facets')),
    later,
  );
  const { data: segments } = useAsyncData(
    'rules:segments',
    () =>
      answer<SegmentPageResponse>(
        api.GET('/api/admin/segments', { params: { query: { limit: 200 } } }),
      ),
    later,
  );
  const facts = {
    attributes: computed(() => knownAttributes(tenants.value?.items ?? [], facets.value)),
    segments: computed(() => segments.value?.items ?? []),
  };
  provide(FACTS, facts);
  return facts;
}

export function useTargetingFacts(): TargetingFacts {
  return inject(FACTS, () => ({ attributes: ref({}), segments: ref([]) }), true);
}
