import type { MatrixFlagResponse, MatrixTenantResponse } from '@halyard/contracts';
import type { Cell, Matrix } from './matrix';

/** A flag as two tenants get it. */
export interface Comparison {
  readonly flag: MatrixFlagResponse;
  readonly one: Cell;
  readonly other: Cell;
  readonly same: boolean;
}

/** Every flag of two tenants, side by side; nothing where one of them is not there. */
export function comparisonsOf({ flags, rows }: Matrix, one: string, other: string): Comparison[] {
  const cellsOf = (slug: string) => rows.find(({ tenant }) => tenant.slug === slug)?.cells ?? [];
  const [ones, others] = [cellsOf(one), cellsOf(other)];
  return flags.flatMap((flag, column) => {
    const [mine, theirs] = [ones[column], others[column]];
    if (mine === undefined || theirs === undefined) return [];
    return [{ flag, one: mine, other: theirs, same: mine.variant === theirs.variant }];
  });
}

type Traits = Pick<MatrixTenantResponse, 'plan' | 'partnerSlug'>;

/** What the two are, beside what they get: often that is why. "Plan: pro and free" */
export function traitDifferences(one: Traits, other: Traits): string[] {
  return [
    ...(one.plan === other.plan ? [] : [`Plan: ${one.plan} and ${other.plan}`]),
    ...(one.partnerSlug === other.partnerSlug
      ? []
      : [`Partner: ${one.partnerSlug ?? 'none'} and ${other.partnerSlug ?? 'none'}`]),
  ];
}
