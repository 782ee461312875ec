import { IsRoles, IsText, Optional } from './constraints.ts';
import type { Role } from './permissions.ts';
import { Field, integer, listOf, nullable, ref, string } from './response.ts';
import { PageQuery } from './page.ts';
import { WriteDto } from './write.ts';

/** The roles that a person holds on the platform, or for one tenant. No roles takes the membership away. */
export class SetMemberDto extends WriteDto {
  @IsRoles()
  roles: Role[];
}

export class ListMembersQuery extends PageQuery {
  /** A person's memberships only. */
  @Optional()
  @IsText(1, 256)
  sub?: string;

  /** Those on `platform`, or for one tenant, only. */
  @Optional()
  @IsText(1, 64)
  on?: string;
}

export class MemberResponse {
  @Field(string, 'The subject of their token')
  sub: string;

  @Field(string, 'A tenant’s slug, or `platform`')
  on: string;

  @Field(listOf(string))
  roles: readonly Role[];

  @Field(integer, 'Send it with the next write')
  version: number;
}

export class MemberPageResponse {
  @Field(listOf(ref(MemberResponse)))
  items: readonly MemberResponse[];

  @Field(nullable(string))
  nextCursor: string | null;
}
