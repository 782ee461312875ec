import type { Lane } from '@halyard/evaluator';
import type { FlagConfig } from '../flags/flag-config.ts';
import type { Flag } from '../flags/flag.ts';
import type { Override } from '../overrides/override.ts';

/** Who made what decided, and when. */
export interface Decision {
  readonly by: string;
  readonly at: Date;
}

/** The kill switches that are engaged in an environment, by category; `*` is everything. */
export type Switches = ReadonlyMap<string, Decision>;

interface Deciders {
  readonly override: Override | undefined;
  readonly switches: Switches;
}

/** Behind a lane's answer stands somebody: null where it was another flag that is not met. */
export function decisionOf(
  lane: Lane,
  { category }: Flag,
  { killed, updatedBy, updatedAt }: FlagConfig,
  { override, switches }: Deciders,
): Decision | null {
  const configured = { by: updatedBy, at: updatedAt };
  if (lane === 'prerequisites') return null;
  if (lane === 'overrides' && override !== undefined) {
    return { by: override.setBy, at: override.updatedAt };
  }
  if (lane === 'kill_switch') {
    return killed ?? switches.get('*') ?? switches.get(category ?? '') ?? configured;
  }
  return configured;
}
