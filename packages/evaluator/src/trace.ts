/** The account of an evaluation, lane by lane, which `evaluate()` itself gives to whoever asks for it. */
import { percentageOf } from './bucket.ts';
import type { Resolution } from './resolution.ts';

/** The lanes of `spec/evaluation.md`, in order. */
export const LANES = [
  'unknown_flag',
  'kill_switch',
  'prerequisites',
  'overrides',
  'off',
  'on',
  'scope',
  'rules',
  'targeted',
  'rollout',
] as const;
export type Lane = (typeof LANES)[number];

export interface LaneAccount {
  readonly lane: Lane;
  /** `failed`: something in the context threw, and the flag fell back to off. */
  readonly outcome: 'answered' | 'passed' | 'failed';
  /** Why, for people. */
  readonly detail: string;
  /** Of the lane `prerequisites`: those that were looked at, each with an account of its own. */
  readonly prerequisites?: readonly PrerequisiteAccount[];
  /** Of the lane `rules`: those that were looked at. */
  readonly rules?: readonly RuleAccount[];
  /** Where a bucket was compared with a percentage. */
  readonly bucket?: number;
  readonly percentage?: number;
}

export interface PrerequisiteAccount {
  readonly flag: string;
  /** The variants of which it had to be one. */
  readonly variants: readonly string[];
  readonly resolution: Resolution;
  /** Empty where the flag had been resolved before, further up. */
  readonly lanes: readonly LaneAccount[];
}

export interface RuleAccount {
  readonly ruleId: string;
  readonly outcome: 'answered' | 'passed';
  readonly detail: string;
  /** The condition that did not hold, by its index. */
  readonly condition?: number;
  /** The segment that did not hold. */
  readonly segment?: string;
  readonly bucket?: number;
  readonly percentage?: number;
}

/** Collects the accounts of one flag. Lanes call it through `?.`, so that nothing is even worded where nobody asked. */
export class Trace {
  constructor(private readonly accounts: LaneAccount[]) {}

  answered(lane: Lane, detail: string, more?: LaneDetails): void {
    this.accounts.push({ lane, outcome: 'answered', detail, ...more });
  }

  passed(lane: Lane, detail: string, more?: LaneDetails): void {
    this.accounts.push({ lane, outcome: 'passed', detail, ...more });
  }

  /** Each lane gives one account, so the one that threw is the one that has given none. */
  failed(detail: string): void {
    const lane = LANES[this.accounts.length];
    if (lane !== undefined) this.accounts.push({ lane, outcome: 'failed', detail });
  }
}

type LaneDetails = Omit<LaneAccount, 'lane' | 'outcome' | 'detail'>;

/** A bucket and the percentage that it was compared with, both given in thousandths. */
export function compared(
  bucket: number,
  thousandths: number,
): Pick<LaneAccount, 'bucket' | 'percentage'> {
  return { bucket: percentageOf(bucket), percentage: percentageOf(thousandths) };
}

/** A value as an account shows it: short, whatever it is. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  try {
    const json = (JSON.stringify(value) as string | undefined) ?? `a ${typeof value}`;
    return json.length > 80 ? `${json.slice(0, 79)}…` : json;
  } catch {
    return `a ${typeof value}`;
  }
}
