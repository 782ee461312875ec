import type { FeatureRequestResponse, OwnFeatureRequestResponse } from '@halyard/contracts';
import type { FeatureRequest } from './feature-request.ts';

/** For those who answer it. */
export function toFeatureRequestResponse({
  _id,
  createdAt,
  answeredAt,
  ...rest
}: FeatureRequest): FeatureRequestResponse {
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
  };
}

/** For the tenant: `names` are those of the flags that are on for it, by key. */
export function toOwnFeatureRequestResponse(
  request: FeatureRequest,
  names: ReadonlyMap<string, string>,
): OwnFeatureRequestResponse {
  const { number, title, details, state, flag, answer, requestedByName } = request;
  return {
    number,
    title,
    details,
    state,
    answer,
    feature: (flag !== null && names.get(flag)) || null,
    requestedByName,
    createdAt: request.createdAt.toISOString(),
    answeredAt: request.answeredAt?.toISOString() ?? null,
  };
}
