import { IsCategory, IsRequestRef, IsSlug, IsText, Optional } from './constraints.ts';
import { LIMITS } from './limits.ts';
import { Field, instant, listOf, ref, string } from './response.ts';

/** Turns a whole category off in an environment, or everything (`*`), at once. */
export class KillSwitchDto {
  @IsText(1, LIMITS.reasonLength)
  reason: string;

  /** For releasing in a protected environment, which needs approval. */
  @Optional()
  @IsRequestRef()
  approvalRef?: string;
}

/** Which switch, as its URL says. */
export class KillSwitchParams {
  @IsSlug()
  environment: string;

  /** A category, or `*` for every flag. */
  @IsCategory()
  category: string;
}

export class KillSwitchResponse {
  @Field(string)
  environment: string;

  @Field(string, 'A category, or `*` for every flag')
  category: string;

  @Field(string)
  by: string;

  @Field(instant)
  at: string;

  @Field(string)
  reason: string;
}

export class KillSwitchListResponse {
  @Field(listOf(ref(KillSwitchResponse)))
  items: readonly KillSwitchResponse[];
}
