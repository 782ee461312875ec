import type { AuditEntryResponse, FlagConfigResponse } from '@halyard/contracts';

/** How far a flag is in an environment: a percentage; `named` where only scope and rules say who gets it. */
export type Extent = number | 'named';

/** A time that a flag went further, or back. */
export interface Step {
  readonly id: string;
  readonly at: string;
  readonly actorName: string;
  readonly from: Extent;
  readonly to: Extent;
  readonly killed: boolean;
  readonly rationale: string | null;
  readonly approvalRef: string | null;
}

type Config = Pick<FlagConfigResponse, 'state' | 'rollout' | 'killed'>;

export function extentOf({ state, rollout, killed }: Config): Extent {
  if (killed !== null || state === 'off') return 0;
  if (state === 'on') return 100;
  return state === 'rollout' ? rollout.percentage : 'named';
}

/** The percentages that step buttons go to. */
export const STEPS = [5, 25, 50, 100] as const;

type Entry = Pick<
  AuditEntryResponse,
  | 'id'
  | 'ts'
  | 'action'
  | 'actorName'
  | 'environment'
  | 'before'
  | 'after'
  | 'rationale'
  | 'approvalRef'
>;

/** What of a flag's history moved it in an environment, in the order given. */
export function stepsOf(entries: readonly Entry[], environment: string): Step[] {
  return entries.flatMap((entry) => {
    const after = configIn(entry, entry.after, environment);
    if (after === undefined) return [];
    const before = configIn(entry, entry.before, environment);
    const [from, to] = [before === undefined ? 0 : extentOf(before), extentOf(after)];
    if (from === to) return [];
    const { id, ts: at, actorName, rationale, approvalRef } = entry;
    return [{ id, at, actorName, from, to, killed: after.killed !== null, rationale, approvalRef }];
  });
}

/** A point of the chart: from then on it was that far. */
export interface ExtentPoint {
  readonly at: number;
  /** `undefined` where it was no percentage. */
  readonly percentage: number | undefined;
}

/** From the first step that is known up to now. */
export function pointsOf(steps: readonly Step[], now: number): ExtentPoint[] {
  const inOrder = steps.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const points = inOrder.map(({ at, to }) => ({ at: Date.parse(at), percentage: asNumber(to) }));
  const [first, last] = [inOrder[0], points.at(-1)];
  if (first === undefined || last === undefined) return [];
  const begin = { at: Date.parse(first.at), percentage: asNumber(first.from) };
  return [begin, ...points, { ...last, at: Math.max(now, last.at) }];
}

const asNumber = (extent: Extent) => (extent === 'named' ? undefined : extent);

/** The configuration that an entry's state holds of an environment, if it holds one. */
function configIn(entry: Entry, state: unknown, environment: string): Config | undefined {
  if (entry.action === 'flag.create') {
    return asConfig(fieldOf(fieldOf(state, 'environments'), environment));
  }
  return entry.environment === environment ? asConfig(state) : undefined;
}

function asConfig(state: unknown): Config | undefined {
  const isConfig = fieldOf(state, 'state') !== undefined && fieldOf(state, 'rollout') !== undefined;
  return isConfig ? (state as Config) : undefined;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
