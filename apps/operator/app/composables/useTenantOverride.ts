import type { Change, FlagResponse, SetOverrideDto } from '@halyard/contracts';

interface TenantOverride {
  readonly flag: FlagResponse;
  readonly tenant: string;
  readonly variant: string;
  readonly reason: string;
}

/** Gives a tenant a variant of a flag in the environment in view, through the review of the change. */
export function useTenantOverride() {
  const api = useAdminApi();
  const { environment } = useEnvironments();
  const review = useChangeReview();

  return async ({ flag, tenant, variant, reason }: TenantOverride) => {
    const place = environment.value;
    if (place === undefined) return undefined;
    const path = { environment: place.key, tenant, flag: flag.key };
    const bodyOf = (why: string): SetOverrideDto => ({ variant, reason: why });
    const change: Change = { action: 'override.set', ...path, ...bodyOf(reason) };
    return review({
      change,
      flag,
      environment: place,
      rationale: reason,
      save: (rationale) =>
        answer(
          api.PUT('/api/admin/overrides/{environment}/{tenant}/{flag}', {
            // The API's document does not name these parameters.
            params: { path } as never,
            body: bodyOf(rationale.trim() || reason),
          }),
        ),
    });
  };
}
