import type { FlagConfigResponse, FlagKind, FlagResponse } from '@halyard/contracts';

export type FlagState = FlagConfigResponse['state'];
export type FlagType = FlagResponse['type'];

interface StateLook {
  readonly label: string;
  readonly icon: string;
  readonly color: 'neutral' | 'success' | 'info' | 'secondary' | 'error';
  readonly explanation: string;
}

/** The four states as people see them; told apart by word and shape, not by colour alone. */
export const STATES: Readonly<Record<FlagState, StateLook>> = {
  off: {
    label: 'Off',
    icon: 'i-lucide-circle',
    color: 'neutral',
    explanation: 'Nobody gets it.',
  },
  on: {
    label: 'On',
    icon: 'i-lucide-circle-check-big',
    color: 'success',
    explanation: 'Everybody gets it. Scope and rules are ignored.',
  },
  targeted: {
    label: 'Targeted',
    icon: 'i-lucide-crosshair',
    color: 'info',
    explanation: 'Those whom the scope or a rule names. An empty scope is nobody.',
  },
  rollout: {
    label: 'Rollout',
    icon: 'i-lucide-chart-pie',
    color: 'secondary',
    explanation: 'A percentage of those in scope. The same ones, every time.',
  },
};

export const STATE_NAMES = Object.keys(STATES) as FlagState[];

export const KILLED: StateLook = {
  label: 'Killed',
  icon: 'i-lucide-octagon-x',
  color: 'error',
  explanation: 'Off for everybody until it is unkilled.',
};

/** How a flag looks in an environment: a kill beats its state. */
export function lookOf(config: FlagConfigResponse): StateLook {
  return config.killed === null ? STATES[config.state] : KILLED;
}

/** The colour of a state's mark, where it stands in text. */
export const MARK_CLASSES: Readonly<Record<StateLook['color'], string>> = {
  neutral: 'text-muted',
  success: 'text-success',
  info: 'text-info',
  secondary: 'text-secondary',
  error: 'text-error',
};

/** A state in as few letters as say it: a rollout is its percentage. */
export const shortState = (config: FlagConfigResponse) =>
  config.killed === null && config.state === 'rollout'
    ? percent(config.rollout.percentage)
    : lookOf(config).label;

/** The states in which scope, and then the percentage, decide. */
export const usesScope = (state: FlagState) => state === 'targeted' || state === 'rollout';

export const KINDS: Readonly<Record<FlagKind, { label: string; explanation: string }>> = {
  release: { label: 'Release', explanation: 'Ships a feature; goes away once it is everywhere' },
  experiment: { label: 'Experiment', explanation: 'Compares variants; goes away once one has won' },
  operational: { label: 'Operational', explanation: 'Steers how the system runs; stays' },
  permission: { label: 'Permission', explanation: 'Says who is entitled to a feature; stays' },
  kill_switch: { label: 'Kill switch', explanation: 'Turns something off in an emergency; stays' },
};

export const KIND_NAMES = Object.keys(KINDS) as FlagKind[];

/** 12.5 → "12.5 %", never more than the three decimals that a bucket has. */
export const percent = (value: number) => `${Number(value.toFixed(3))} %`;
