import type { MemberResponse, Role } from '@halyard/contracts';
import { ROLE_NAMES } from './roles';

/** Stands for the whole platform, beside the slugs of tenants. */
export const ON_PLATFORM = 'platform';

export interface MemberFilters {
  readonly q: string;
  readonly on: string | undefined;
  readonly role: Role | undefined;
}

export const MEMBER_FILTERS = {
  from: (query: Readonly<Record<string, unknown>>): MemberFilters => ({
    q: typeof query['q'] === 'string' ? query['q'] : '',
    on: typeof query['on'] === 'string' && query['on'] !== '' ? query['on'] : undefined,
    role: ROLE_NAMES.find((role) => role === query['role']),
  }),
  toQuery: ({ q, on, role }: MemberFilters) => ({ q: q === '' ? undefined : q, on, role }),
};

export const isMemberFiltered = ({ q, on, role }: MemberFilters) =>
  q !== '' || on !== undefined || role !== undefined;

/** Somebody, and what they hold: on the platform first, then for each tenant. */
export interface Person {
  readonly sub: string;
  readonly memberships: readonly MemberResponse[];
}

export function peopleOf(members: readonly MemberResponse[]): Person[] {
  const bySub = Map.groupBy(members, ({ sub }) => sub);
  return [...bySub]
    .map(([sub, held]) => ({ sub, memberships: held.toSorted(platformFirst) }))
    .toSorted((one, other) => one.sub.localeCompare(other.sub));
}

export function membersMatching(
  members: readonly MemberResponse[],
  { q, on, role }: MemberFilters,
): MemberResponse[] {
  const wanted = q.trim().toLowerCase();
  return members.filter(
    (member) =>
      member.sub.toLowerCase().includes(wanted) &&
      (on === undefined || member.on === on) &&
      (role === undefined || member.roles.includes(role)),
  );
}

/** "the platform", "98chimp" */
export const placeWords = (on: string) => (on === ON_PLATFORM ? 'the platform' : on);

function platformFirst(one: MemberResponse, other: MemberResponse): number {
  if (one.on === other.on) return 0;
  if (one.on === ON_PLATFORM) return -1;
  return other.on === ON_PLATFORM ? 1 : one.on.localeCompare(other.on);
}
