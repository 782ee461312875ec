import type { SegmentChange, SegmentList } from '@halyard/contracts';
import { LIMITS } from '@halyard/contracts';
import type { Condition, JsonValue, SegmentDefinition, SegmentMatch } from '@halyard/evaluator';
import { DomainError } from '../common/domain-error.ts';

/** A group of users, as stored. */
export interface Segment {
  readonly _id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly match: SegmentMatch;
  readonly when: readonly Condition[];
  /** Targeting keys, sorted. */
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A segment as its audit entries have it: the sizes of its lists, and who is on this side of the change alone. */
export interface SegmentSnapshot {
  readonly included: number;
  readonly excluded: number;
  readonly onlyHere: Readonly<Record<SegmentList, readonly string[]>>;
}

/** How many of those that a change added or removed its history names. */
const NAMED = 50;

export type CreateSegment = Extract<SegmentChange, { action: 'segment.create' }>;
export type ChangeSegment = Exclude<SegmentChange, { action: 'segment.create' | 'segment.remove' }>;

export function createSegment(change: CreateSegment, id: string, at: Date): Segment {
  return {
    _id: id,
    key: change.key,
    name: change.name ?? change.key,
    description: change.description ?? '',
    match: change.match ?? 'all',
    when: change.when ?? [],
    included: [],
    excluded: [],
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}

export function applySegmentChange(segment: Segment, change: ChangeSegment, at: Date): Segment {
  const next = { ...segment, version: segment.version + 1, updatedAt: at };
  switch (change.action) {
    case 'segment.update':
      return {
        ...next,
        name: change.name ?? segment.name,
        description: change.description ?? segment.description,
        match: change.match ?? segment.match,
        when: change.when ?? segment.when,
      };
    case 'segment.members':
      return { ...next, ...withMembers(segment, change.list, change.add, change.remove) };
    case 'segment.upload':
      return { ...next, [change.list]: sorted(change.members) };
  }
}

/** What the engine has to know of it. */
export function toDefinition({ match, when, included, excluded }: Segment): SegmentDefinition {
  return { match, when, included, excluded };
}

function withMembers(
  segment: Segment,
  list: SegmentList,
  add: readonly string[] = [],
  remove: readonly string[] = [],
): Partial<Segment> {
  const gone = new Set(remove);
  const members = sorted([...segment[list], ...add].filter((member) => !gone.has(member)));
  return { [list]: members };
}

/** @throws DomainError `validation_error` for more than a segment may hold. */
function sorted(members: readonly string[]): string[] {
  const unique = [...new Set(members)].sort();
  const characters = unique.reduce((sum, member) => sum + member.length, 0);
  if (unique.length > LIMITS.segmentMembers || characters > LIMITS.uploadBytes) {
    const message =
      `would make ${unique.length} members of ${characters} characters; ` +
      `at most ${LIMITS.segmentMembers} of ${LIMITS.uploadBytes} are allowed`;
    throw new DomainError('validation_error', { errors: [{ pointer: '/add', message }] });
  }
  return unique;
}

/** What was added to a sorted list and what was taken from it. */
export function changedMembers(
  before: readonly string[],
  after: readonly string[],
): { added: string[]; removed: string[] } {
  const [had, has] = [new Set(before), new Set(after)];
  return {
    added: after.filter((member) => !had.has(member)),
    removed: before.filter((member) => !has.has(member)),
  };
}

/** The snapshot with the first of those that are on this side alone. */
export function cutShort({ onlyHere, ...rest }: SegmentSnapshot): JsonValue {
  const { included, excluded } = onlyHere;
  const first = { included: included.slice(0, NAMED), excluded: excluded.slice(0, NAMED) };
  return { ...rest, onlyHere: first };
}
