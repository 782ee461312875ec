import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { LIMITS } from './limits.ts';

/** What every list takes. */
export class PageQuery {
  /** How many items at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'has to be a whole number' })
  @Min(1, { message: 'has to be at least 1' })
  @Max(LIMITS.pageSize, { message: `has to be at most ${LIMITS.pageSize}` })
  limit?: number;

  /** The `nextCursor` of the page before. */
  @IsOptional()
  @IsString({ message: 'has to be the nextCursor of a page' })
  cursor?: string;
}

/** What every list answers: the items, and where to go on (`null` at the end). */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}
