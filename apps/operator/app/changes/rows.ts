import type { ChangePreviewResponse, ChangeRequestResponse } from '@halyard/contracts';
import type { Wording } from '../flags/differences';
import { differencesBetween, inWords, same } from '../flags/differences';
import { changedInWords } from '../overrides/words';

/** One side of a line: words, the items that a list has on this side only, or JSON as one reads it. */
export type Cell =
  { readonly text: string } | { readonly items: readonly string[] } | { readonly code: string };

/** What was and what would be, of one field. A side that has nothing is left out. */
export interface Row {
  readonly label: string;
  readonly environment?: string;
  readonly before?: Cell;
  readonly after?: Cell;
}

type Compared = Pick<ChangePreviewResponse | ChangeRequestResponse, 'before' | 'after'> & {
  readonly differences: ChangePreviewResponse['differences'];
};

/** A change side by side, a line for each field that would not be as it was. */
export function rowsOf({ before, after, differences }: Compared): Row[] {
  const [was, is] = [before ?? {}, after ?? {}];
  if (!isRecord(was) || !isRecord(is)) {
    return changedInWords({ before, after, differences }).map(rowFrom);
  }
  const rest = inWords(differencesBetween(withoutParts(was), withoutParts(is)));
  return [...rest.map(rowFrom), ...variantRows(was, is), ...schemaRows(was, is)];
}

function rowFrom({ label, environment, before, after, added, removed }: Wording): Row {
  const where = environment === undefined ? {} : { environment };
  if (added === undefined) return { label, ...where, ...sides(cellOf(before), cellOf(after)) };
  return { label, ...where, ...sides(itemsOf(removed), itemsOf(added)) };
}

const sides = (before: Cell | undefined, after: Cell | undefined) => ({
  ...(before && { before }),
  ...(after && { after }),
});

const itemsOf = (items: readonly string[] = []): Cell | undefined =>
  items.length === 0 ? undefined : { items };

const cellOf = (text: string | undefined): Cell | undefined =>
  text === undefined ? undefined : { text };

/** A value as it is: JSON over several lines, everything else in one. */
function valueCell(value: unknown): Cell | undefined {
  if (value === undefined) return undefined;
  const isJson = typeof value === 'object' && value !== null;
  return isJson ? { code: JSON.stringify(value, null, 2) } : { text: String(value) };
}

type Json = Readonly<Record<string, unknown>>;

/** The values of variants are told whole: half a JSON value says nothing. */
function variantRows(before: Json, after: Json): Row[] {
  // Every boolean flag is born with the same two.
  if (before['variants'] === undefined && after['type'] === 'boolean') return [];
  const [was, is] = [before['variants'], after['variants']].map((one) =>
    isRecord(one) ? one : {},
  ) as [Json, Json];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names.flatMap((name): Row[] => {
    if (same(was[name], is[name])) return [];
    return [{ label: `Variant ${name}`, ...sides(valueCell(was[name]), valueCell(is[name])) }];
  });
}

function schemaRows({ schema: was }: Json, { schema: is }: Json): Row[] {
  const cell = (schema: unknown) => valueCell(schema ?? undefined);
  return same(was ?? null, is ?? null)
    ? []
    : [{ label: 'JSON schema', ...sides(cell(was), cell(is)) }];
}

/** Without what is told in another way. */
function withoutParts(value: Json): Json {
  const { variants: _, schema: __, ...rest } = value;
  return rest;
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
