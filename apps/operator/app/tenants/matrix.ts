import type {
  MatrixFlagResponse,
  MatrixOutcomeResponse,
  MatrixTenantResponse,
  TenantMatrixResponse,
} from '@halyard/contracts';
import type { Lane } from '../evaluation/lanes';
import { laneOf } from '../evaluation/lanes';

/** What a tenant gets of a flag. Many cells are the same one, so that two matrices are compared at once. */
export interface Cell extends MatrixOutcomeResponse {
  /** The lane that decided. */
  readonly lane: Lane;
}

export interface MatrixRow {
  readonly tenant: MatrixTenantResponse;
  /** In the order of the flags. */
  readonly cells: readonly Cell[];
}

export interface Matrix {
  readonly flags: readonly MatrixFlagResponse[];
  readonly rows: readonly MatrixRow[];
}

/** Cells that were seen before, by what they say. */
export type KnownCells = Map<string, Cell>;

/** A page as rows; what was seen before is the same object again. */
export function rowsOf(page: TenantMatrixResponse, known: KnownCells): MatrixRow[] {
  const outcomes = page.outcomes.map((outcome) => knownCell(outcome, known));
  return page.tenants.map((tenant, row) => ({
    tenant,
    cells: (page.cells[row] ?? []).flatMap((index) => outcomes[index] ?? []),
  }));
}

function knownCell(outcome: MatrixOutcomeResponse, known: KnownCells): Cell {
  const text = JSON.stringify(outcome);
  const cell = known.get(text) ?? { ...outcome, lane: laneOf(outcome) };
  known.set(text, cell);
  return cell;
}

export const differs = ({ variant }: Cell, flag: MatrixFlagResponse) =>
  variant !== flag.defaultVariant;

/** Only the flags that some tenant gets in its own way. */
export function onlyDiffering({ flags, rows }: Matrix): Matrix {
  const kept = flags.flatMap((flag, column) =>
    rows.some(({ cells }) => cells[column] && differs(cells[column], flag)) ? [column] : [],
  );
  const pick = <T>(all: readonly T[]) => kept.flatMap((column) => all[column] ?? []);
  return {
    flags: pick(flags),
    rows: rows.map(({ tenant, cells }) => ({ tenant, cells: pick(cells) })),
  };
}

export const cellKey = (tenant: string, flag: string) => `${tenant}/${flag}`;

/** The cells that are not as they were; a tenant or a flag that is new has changed nothing. */
export function changedCells(before: Matrix, after: Matrix): string[] {
  const rows = new Map(before.rows.map((row) => [row.tenant.slug, row]));
  const columns = new Map(before.flags.map(({ key }, column) => [key, column]));
  const was = after.flags.map(({ key }) => columns.get(key) ?? -1);
  return after.rows.flatMap(({ tenant, cells }) => {
    const old = rows.get(tenant.slug)?.cells ?? [];
    return cells.flatMap((cell, column) => {
      const earlier = old[was[column] ?? -1];
      const key = after.flags[column]?.key;
      const same = earlier === undefined || key === undefined || earlier === cell;
      return same ? [] : [cellKey(tenant.slug, key)];
    });
  });
}

/** "new_nav changed for loomi", "12 cells changed: new_nav, open_panel" */
export function changeWords(changed: readonly string[]): string {
  const [first] = changed;
  if (first === undefined) return '';
  if (changed.length === 1) {
    const [tenant, flag] = first.split('/');
    return `${flag} changed for ${tenant}`;
  }
  const flags = [...new Set(changed.map((key) => key.split('/')[1]))];
  const named = flags.slice(0, 3).join(', ');
  const more = flags.length > 3 ? ` and ${flags.length - 3} more` : '';
  return `${changed.length} cells changed: ${named}${more}`;
}

/** What a tenant has that others do not. */
export function summaryOf({ cells }: MatrixRow, flags: readonly MatrixFlagResponse[]) {
  return {
    overrides: cells.filter(({ lane }) => lane === 'overrides').length,
    differing: cells.filter((cell, column) => flags[column] && differs(cell, flags[column])).length,
  };
}

/** "1 tenant", "5 tenants" */
export const counted = (number: number, what: string) =>
  `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
