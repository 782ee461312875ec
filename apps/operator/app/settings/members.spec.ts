import type { MemberResponse, Role } from '@halyard/contracts';
import { MEMBER_FILTERS, membersMatching, peopleOf, placeWords } from './members';

const member = (sub: string, on: string, ...roles: Role[]): MemberResponse => ({
  sub,
  on,
  roles,
  version: 1,
});
const MEMBERS = [
  member('toni', 'acme', 'approver'),
  member('ada', 'platform', 'admin'),
  member('toni', 'platform', 'viewer'),
  member('toni', '98chimp', 'approver', 'editor'),
];
const none = { q: '', on: undefined, role: undefined };
const places = (members: readonly MemberResponse[]) => members.map(({ sub, on }) => `${sub}@${on}`);

it('puts everything that somebody holds together, the platform first', () => {
  const [ada, toni] = peopleOf(MEMBERS);
  expect(ada?.sub).toBe('ada');
  expect(places(toni?.memberships ?? [])).toEqual(['toni@platform', 'toni@98chimp', 'toni@acme']);
});

it('finds by person, place and role', () => {
  expect(membersMatching(MEMBERS, none)).toHaveLength(4);
  expect(places(membersMatching(MEMBERS, { ...none, q: ' AD' }))).toEqual(['ada@platform']);
  expect(places(membersMatching(MEMBERS, { ...none, on: 'acme' }))).toEqual(['toni@acme']);
  expect(places(membersMatching(MEMBERS, { ...none, role: 'editor' }))).toEqual(['toni@98chimp']);
});

it('says where', () => {
  expect([placeWords('platform'), placeWords('acme')]).toEqual(['the platform', 'acme']);
});

it('takes from the URL what it knows, and gives it back', () => {
  const filters = MEMBER_FILTERS.from({ q: 'to', on: 'acme', role: 'approver' });
  expect(filters).toEqual({ q: 'to', on: 'acme', role: 'approver' });
  expect(MEMBER_FILTERS.toQuery(filters)).toEqual(filters);
  expect(MEMBER_FILTERS.from({ role: 'king' })).toEqual(none);
});
