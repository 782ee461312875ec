import type { OverrideResponse } from '@halyard/contracts';
import type { Override } from './override.ts';

export function toOverrideResponse({
  _id,
  expiresAt,
  updatedAt,
  ...rest
}: Override): OverrideResponse {
  return {
    ...rest,
    expiresAt: expiresAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
  };
}
