import type { KillSwitchResponse } from '@halyard/contracts';
import type { KillSwitchRecord } from './kill-switch.schema.ts';

export function toKillSwitchResponse(record: KillSwitchRecord): KillSwitchResponse {
  const { environment, category, by, at, reason } = record;
  return { environment, category, by, at: at.toISOString(), reason };
}
