import { Type } from 'class-transformer';
import { IsInt, IsString, Max, Min } from 'class-validator';
import { AUDIT_SOURCE_NAMES } from './audit.ts';
import type { AuditSource } from './audit.ts';
import {
  IsFlagKey,
  IsInstant,
  IsOneOf,
  IsRequestRef,
  IsSlug,
  IsText,
  Optional,
} from './constraints.ts';
import { LIMITS } from './limits.ts';

/** Which entries of the trail: those that have all of what is given. */
export class ExportAuditQuery {
  /** A tenant's chain, or `platform`. */
  @Optional()
  @IsSlug()
  stream?: string;

  @Optional()
  @IsText(1, 256)
  actor?: string;

  @Optional()
  @IsText(1, 64)
  action?: string;

  @Optional()
  @IsFlagKey()
  flag?: string;

  @Optional()
  @IsSlug()
  tenant?: string;

  @Optional()
  @IsSlug()
  environment?: string;

  @Optional()
  @IsOneOf(AUDIT_SOURCE_NAMES)
  source?: AuditSource;

  @Optional()
  @IsRequestRef()
  approvalRef?: string;

  @Optional()
  @IsText(1, 128)
  requestId?: string;

  /** The first moment. */
  @Optional()
  @IsInstant()
  from?: string;

  /** The moment after the last. */
  @Optional()
  @IsInstant()
  to?: string;

  /** Text in its action, actor, flag or rationale, whatever the case. */
  @Optional()
  @IsText(1, 200)
  q?: string;
}

/** The same, a page at a time: `limit` and `cursor` are those of every list. */
export class ListAuditQuery extends ExportAuditQuery {
  @Optional()
  @Type(() => Number)
  @IsInt({ message: 'has to be a whole number' })
  @Min(1, { message: 'has to be at least 1' })
  @Max(LIMITS.pageSize, { message: `has to be at most ${LIMITS.pageSize}` })
  limit?: number;

  @Optional()
  @IsString({ message: 'has to be the nextCursor of a page' })
  cursor?: string;
}
