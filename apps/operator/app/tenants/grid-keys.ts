/** A place in a grid: row 0 is the header, column 0 the names of the rows. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  /** The last row and column. */
  readonly row: number;
  readonly column: number;
  /** How many rows one sees at once. */
  readonly page: number;
}

type Move = (place: Place, size: GridSize) => Place;

const MOVES: Readonly<Record<string, Move>> = {
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  PageUp: ({ row, column }, { page }) => ({ row: row - page, column }),
  PageDown: ({ row, column }, { page }) => ({ row: row + page, column }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, { column }) => ({ row, column }),
  'ctrl+Home': () => ({ row: 0, column: 0 }),
  'ctrl+End': (_, { row, column }) => ({ row, column }),
};

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Where a key leads, never out of the grid; nothing for a key that leads nowhere. */
export function placeAfter(pressed: Pressed, place: Place, size: GridSize): Place | undefined {
  const { key, ctrlKey, metaKey, altKey } = pressed;
  const move = altKey ? undefined : MOVES[ctrlKey || metaKey ? `ctrl+${key}` : key];
  return move && within(move(place, size), size);
}

/** The same place, or the nearest one that there is. */
export const within = ({ row, column }: Place, size: Pick<GridSize, 'row' | 'column'>): Place => ({
  row: Math.min(Math.max(row, 0), size.row),
  column: Math.min(Math.max(column, 0), size.column),
});
