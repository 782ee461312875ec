import type { EnvironmentResponse } from '@halyard/contracts';
import type { Environment } from './environment.ts';

export function toEnvironmentResponse(
  record: Environment,
  defaultKey: string,
): EnvironmentResponse {
  return {
    key: record.key,
    name: record.name,
    protected: record.protected,
    default: record.key === defaultKey,
    rulesetVersion: record.rulesetVersion,
    version: record.version,
    updatedAt: record.updatedAt.toISOString(),
  };
}
