import type { FlagChange } from '@halyard/contracts';
import type { JsonValue } from '@halyard/evaluator';
import { NO_POLICY } from '../changes/plan.ts';
import type { Policy } from '../changes/plan.ts';
import { DomainError } from '../common/domain-error.ts';
import { toJson } from '../common/json.ts';
import { toConfigResponse, toPropertiesResponse, toStateResponse } from './flag.response.ts';
import { configIn } from './flag.ts';
import type { Flag } from './flag.ts';

/** The part of a flag that a change touches, as its audit entry has it. */
export function part(flag: Flag, change: FlagChange, environments: readonly string[]): JsonValue {
  if (change.action === 'flag.create') return toJson(toStateResponse(flag, environments));
  if ('environment' in change) return toJson(toConfigResponse(configIn(flag, change.environment)));
  return toJson(toPropertiesResponse(flag));
}

export function isKill({ action }: FlagChange): boolean {
  return action === 'flag.kill' || action === 'flag.unkill';
}

/** What is purged has been archived for long, which took the approval that it asks for. */
export function policyOf(flag: Flag | null, { action }: FlagChange): Policy {
  if (flag === null || action === 'flag.purge') return NO_POLICY;
  return { sensitive: flag.sensitive, requiresApproval: flag.requiresApproval };
}

/** What the change was read from: the configuration, or what is true in every environment. */
export function baseOf(flag: Flag | null, change: FlagChange): Record<string, number> {
  if (!('environment' in change)) return { [`flag:${change.key}`]: flag?.version ?? 0 };
  const version = flag === null ? 0 : configIn(flag, change.environment).version;
  return { [`flag:${change.key}/${change.environment}`]: version };
}

/** The flag with the request noted that approves its configuration: the gate checks that it does. */
export function approved(flag: Flag, change: FlagChange): Flag {
  if (!('environment' in change) || change.approvalRef === undefined) return flag;
  const { environment, approvalRef: lastApprovalRef } = change;
  const config = { ...configIn(flag, environment), lastApprovalRef };
  return { ...flag, environments: { ...flag.environments, [environment]: config } };
}

export function purgeable(flag: Flag): Flag {
  if (flag.archivedAt !== null) return flag;
  throw new DomainError('in_use', { detail: `Archive "${flag.key}" first` });
}

const CONFIG_FIELDS = ['state', 'serve', 'scope', 'rules', 'rollout'];

/** A fault of the ruleset's flag lies in the body's own fields, or under the environment's. */
export function locate(change: FlagChange, environment: string, pointer: string): string {
  const within = pointer.replace(/^\/flags\/[^/]+/, '');
  const [, field = ''] = within.split('/');
  if (change.action !== 'flag.create' || !CONFIG_FIELDS.includes(field)) return within;
  if (!Array.isArray(change.environments)) return `/environments/${environment}${within}`;
  return field === 'rollout' ? '/rolloutPct' : within;
}
