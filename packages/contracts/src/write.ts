import { IsRequestRef, IsText, IsVersion, Optional } from './constraints.ts';
import { LIMITS } from './limits.ts';

/** What every write takes beside its content. */
export class WriteDto {
  /** Why: kept in the audit trail. */
  @Optional()
  @IsText(1, LIMITS.reasonLength)
  rationale?: string;

  /** The `version` that you read: a write over a newer one is a `version_conflict`. */
  @Optional()
  @IsVersion()
  version?: number;

  /** The change request that has approved exactly this write, where it needs approval. */
  @Optional()
  @IsRequestRef()
  approvalRef?: string;
}
