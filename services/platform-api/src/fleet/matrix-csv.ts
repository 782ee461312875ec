import type { TenantMatrixResponse } from '@halyard/contracts';

/**
 * A matrix as CSV (RFC 4180): a line for each tenant, the variant of each flag. The columns are the first page's;
 * where a later one has no such flag any more, the field is empty. Only slugs, keys and variants are in it: none
 * needs quotes, and none can be a formula.
 */
export async function* csvOf(
  first: TenantMatrixResponse,
  next: (cursor: string) => Promise<TenantMatrixResponse>,
): AsyncGenerator<string> {
  const flags = first.flags.map(({ key }) => key);
  yield lineOf(['tenant', 'plan', 'partner', ...flags]);
  for (let page = first; ; page = await next(page.nextCursor)) {
    yield* linesOf(page, flags);
    if (page.nextCursor === null) return;
  }
}

function* linesOf(page: TenantMatrixResponse, flags: readonly string[]): Generator<string> {
  const columns = new Map(page.flags.map(({ key }, column) => [key, column]));
  for (const [row, { slug, plan, partnerSlug }] of page.tenants.entries()) {
    const variants = flags.map((key) => {
      const cell = page.cells[row]?.[columns.get(key) ?? -1] ?? -1;
      return page.outcomes[cell]?.variant ?? '';
    });
    yield lineOf([slug, plan, partnerSlug ?? '', ...variants]);
  }
}

function lineOf(fields: readonly string[]): string {
  return `${fields.join(',')}\r\n`;
}
