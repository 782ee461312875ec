import type {
  ExplainedFlagResponse,
  ExplainResponse,
  ResolutionResponse,
} from '@halyard/contracts';
import type { Lane } from '../evaluation/lanes';
import { LANE_NAMES, laneSentence } from '../evaluation/lanes';

type Answer = Pick<ResolutionResponse, 'value' | 'variant'>;

/** Whether two get something else; of values as they are, not as they are called. */
export function differ(one: Answer | undefined, other: Answer | undefined): boolean {
  return (
    JSON.stringify([one?.variant, one?.value]) !== JSON.stringify([other?.variant, other?.value])
  );
}

/** The lanes that did not say the same. */
export function lanesApart(
  one: ExplainResponse | undefined,
  other: ExplainResponse | undefined,
): ReadonlySet<Lane> {
  if (one === undefined || other === undefined) return new Set();
  return new Set(LANE_NAMES.filter((lane) => said(one, lane) !== said(other, lane)));
}

function said({ trace, result }: ExplainResponse, lane: Lane): string {
  const account = trace.find((each) => each.lane === lane);
  return account === undefined ? '' : `${account.outcome} ${laneSentence(account, result)}`;
}

/** A flag in the list of all: what each column gets, as it is and as it would be. */
export interface FlagRow {
  readonly key: string;
  readonly cells: readonly FlagCell[];
  /** Whether the columns do not get the same, or the draft changes what one gets. */
  readonly differs: boolean;
}

export interface FlagCell {
  readonly now: ExplainedFlagResponse | undefined;
  readonly then: ExplainedFlagResponse | undefined;
  readonly changes: boolean;
}

type Items = readonly ExplainedFlagResponse[];

/** `then` is left out where nothing is tried on. */
export function flagRows(columns: readonly { now: Items; then?: Items }[]): FlagRow[] {
  const byKey = (items: Items) => new Map(items.map((item) => [item.key, item]));
  const maps = columns.map(({ now, then }) => ({ now: byKey(now), then: then && byKey(then) }));
  const keys = new Set(maps.flatMap(({ now, then }) => [...now.keys(), ...(then?.keys() ?? [])]));
  return [...keys].sort().map((key) => {
    const cells = maps.map(({ now, then }): FlagCell => {
      const [before, after] = [now.get(key), then?.get(key)];
      return { now: before, then: after, changes: then !== undefined && differ(before, after) };
    });
    const [first] = cells;
    const apart = cells.some(({ now }) => differ(now, first?.now));
    return { key, cells, differs: apart || cells.some(({ changes }) => changes) };
  });
}
