import { v7 as uuid } from 'uuid';

const PREFIXES = {
  flag: 'flg',
  tenant: 'tnt',
  environment: 'env',
  member: 'mem',
  override: 'ovr',
  segment: 'seg',
  killSwitch: 'kil',
  sdkKey: 'sdk',
  featureRequest: 'frq',
  changeRequest: 'crq',
  auditEntry: 'aud',
  auditHead: 'ahd',
} as const;

/** A new id: what it is of, and a UUIDv7, so that ids sort by time. */
export function newId(of: keyof typeof PREFIXES): string {
  return `${PREFIXES[of]}_${uuid()}`;
}
