import type { Lane, Outcome } from '../evaluation/lanes';
import { LANES } from '../evaluation/lanes';

/** What a tenant gets, as its colour says it: nothing, the feature, one of several, or trouble. */
export type Tone = 'none' | 'on' | 'other' | 'killed' | 'error';

export function toneOf(lane: Lane, { variant, reason }: Outcome, offVariant: string): Tone {
  if (lane === 'kill_switch') return 'killed';
  if (reason === 'ERROR') return 'error';
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

/** "on, Override, differs from the default": a cell for those who do not see it. */
export function cellWords(variant: string, lane: Lane, isOwn: boolean): string {
  return `${variant}, ${LANES[lane].label}${isOwn ? ', differs from the default' : ''}`;
}

/**
 * An icon as no more than a class: a component in each of hundreds of cells would make scrolling slow. Its style is
 * there as soon as any UIcon has drawn it, as the legend does.
 */
export const iconClass = (icon: string) => `iconify ${icon.replace('i-lucide-', 'i-lucide:')}`;
