import { PLATFORM } from '@halyard/contracts';
import type { SdkKeyResponse } from '@halyard/contracts';
import type { SdkKey } from './sdk-key.ts';

export function toSdkKeyResponse(key: SdkKey): SdkKeyResponse {
  const { _id: id, kind, name, environment, origins, hint, createdBy, version } = key;
  return {
    id,
    kind,
    name,
    environment,
    tenant: key.tenant === PLATFORM ? null : key.tenant,
    origins,
    hint,
    createdAt: key.createdAt.toISOString(),
    createdBy,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    version,
  };
}
