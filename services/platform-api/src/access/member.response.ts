import type { MemberResponse } from '@halyard/contracts';
import type { Member } from './member.ts';

export function toMemberResponse({ sub, on, roles, version }: Member): MemberResponse {
  return { sub, on, roles, version };
}
