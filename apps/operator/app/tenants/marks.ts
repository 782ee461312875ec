import type { MatrixOutcomeResponse, ResolutionResponse } from '@halyard/contracts';

/** What decided, as small as a cell has room for: a shape each, so that colour is never all there is. */
export const MARKS = {
  on: { label: 'On', words: 'The flag is on for everyone' },
  targeted: { label: 'Targeted', words: 'The scope or a rule names the tenant' },
  rollout: { label: 'Rollout', words: 'The percentage of a rollout decided' },
  override: { label: 'Override', words: 'The tenant has an override of its own' },
  unlisted: { label: 'Not targeted', words: 'Neither the scope nor a rule names the tenant' },
  off: { label: 'Off', words: 'The flag is off for everyone' },
  prerequisite: { label: 'Prerequisite', words: 'A flag that it requires is not met' },
  killed: { label: 'Killed', words: 'A kill switch holds it down' },
  error: { label: 'Error', words: 'It could not be worked out, and so is off' },
} as const satisfies Record<string, { label: string; words: string }>;
export type Mark = keyof typeof MARKS;
export const MARK_NAMES = Object.keys(MARKS) as readonly Mark[];

type Resolved = Pick<MatrixOutcomeResponse, 'reason'> & Pick<ResolutionResponse, 'source'>;

const BY_SOURCE = {
  kill_switch: 'killed',
  prerequisite: 'prerequisite',
  user_override: 'override',
  tenant_override: 'override',
  rule: 'targeted',
  rollout: 'rollout',
} as const satisfies Partial<Record<NonNullable<Resolved['source']>, Mark>>;

export function markOf({ source = 'default', reason }: Resolved): Mark {
  if (reason === 'ERROR') return 'error';
  if (source !== 'default') return BY_SOURCE[source];
  if (reason === 'DISABLED') return 'off';
  return reason === 'DEFAULT' ? 'unlisted' : 'on';
}

/** What a tenant gets, as its colour says it: nothing, the feature, one of several, or trouble. */
export type Tone = 'none' | 'on' | 'other' | 'killed' | 'error';

export function toneOf(mark: Mark, variant: string | undefined, offVariant: string): Tone {
  if (mark === 'killed' || mark === 'error') return mark;
  if (variant === undefined || variant === offVariant) return 'none';
  return variant === 'on' ? 'on' : 'other';
}

export const TONES: Readonly<Record<Tone, string>> = {
  none: 'text-muted',
  on: 'bg-success/10 text-success',
  other: 'bg-secondary/10 text-secondary',
  killed: 'bg-error/10 text-error',
  error: 'bg-warning/10 text-warning',
};
