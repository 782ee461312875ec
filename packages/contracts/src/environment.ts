import { IsSlug, IsText, IsTrueOrFalse, Optional } from './constraints.ts';
import { LIMITS } from './limits.ts';
import { boolean, Field, instant, integer, listOf, ref, string } from './response.ts';
import { WriteDto } from './write.ts';

export class UpdateEnvironmentDto extends WriteDto {
  @Optional()
  @IsText(1, LIMITS.nameLength)
  name?: string;

  /** Changes to it need two approvals. What is protected stays protected. */
  @Optional()
  @IsTrueOrFalse()
  protected?: boolean;
}

export class CreateEnvironmentDto extends UpdateEnvironmentDto {
  /** Its immutable id. */
  @IsSlug()
  key: string;

  @IsText(1, LIMITS.nameLength)
  declare name: string;
}

export class EnvironmentResponse {
  @Field(string)
  key: string;

  @Field(string)
  name: string;

  @Field(boolean, 'Changes to it need two approvals')
  protected: boolean;

  @Field(boolean, 'The one that a call without an environment gets')
  default: boolean;

  @Field(integer, 'Grows with every change that evaluations in it can see')
  rulesetVersion: number;

  @Field(integer, 'Send it with the next write')
  version: number;

  @Field(instant)
  updatedAt: string;
}

export class EnvironmentListResponse {
  @Field(listOf(ref(EnvironmentResponse)))
  items: readonly EnvironmentResponse[];
}
