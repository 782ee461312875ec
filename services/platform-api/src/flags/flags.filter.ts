import type { FlagKind, ListFlagsQuery, StaleReason } from '@halyard/contracts';
import type { QueryFilter } from 'mongoose';
import { containing } from '../database/containing.ts';
import type { FlagRecord } from './flag.schema.ts';

export interface FlagFilter extends Omit<
  ListFlagsQuery,
  'cursor' | 'limit' | 'sort' | 'stale' | 'mine'
> {
  /** The environments there are: `state` without an environment looks at each. */
  readonly environments: readonly string[];
  /** Only those that something speaks for tidying up. */
  readonly stale?: StaleFacts | undefined;
  /** Only those that this person owns, or has changed last. */
  readonly mine?: { readonly sub: string; readonly name: string } | undefined;
}

/** What one has to know to say which flags are stale. */
export interface StaleFacts {
  readonly longAgo: Date;
  /** The environments whose tenants count. */
  readonly protectedOnes: readonly string[];
  readonly environments: readonly string[];
  /** The keys that were evaluated since then. */
  readonly served: readonly string[];
}

type Filter = QueryFilter<FlagRecord>;

/** Flags that go away once they have done their job. */
const PASSING: readonly FlagKind[] = ['release', 'experiment'];

const OFF = { $in: ['off', null] };
const stateIn = (environment: string) => `environments.${environment}.state`;
const killedIn = (environment: string) => `environments.${environment}.killed`;

/** When each of the reasons for tidying up holds. */
export const STALE: Readonly<Record<StaleReason, (facts: StaleFacts) => Filter>> = {
  unserved: ({ longAgo, served }) => ({
    createdAt: { $lt: longAgo },
    key: { $nin: [...served] },
  }),
  launched: ({ longAgo, protectedOnes }) => ({
    kind: { $in: PASSING },
    updatedAt: { $lt: longAgo },
    $and: protectedOnes.map((key) => ({ [stateIn(key)]: 'on' })),
  }),
  abandoned: ({ longAgo, environments }) => ({
    kind: { $in: PASSING },
    updatedAt: { $lt: longAgo },
    $and: environments.map((key) => ({ [stateIn(key)]: OFF })),
  }),
};

export function matching(filter: FlagFilter): Filter {
  const { q, tag, state, killed, environment, environments, prefix, owner, kind } = filter;
  const { archived, mine, stale } = filter;
  const text = q && containing(q);
  const places = environment === undefined ? environments : [environment];
  return {
    archivedAt: archived === 'true' ? { $ne: null } : null,
    ...(tag && { tags: tag }),
    ...(owner && { owner }),
    ...(kind && { kind }),
    $and: [
      ...(text ? [{ $or: [{ key: text }, { name: text }, { description: text }] }] : []),
      ...(prefix ? [{ key: { $gte: prefix, $lt: `${prefix}\uffff` } }] : []),
      ...(state
        ? [anyOf(places, (key) => ({ [stateIn(key)]: state === 'off' ? OFF : state }))]
        : []),
      ...(killed === 'true' ? [anyOf(places, (key) => ({ [killedIn(key)]: { $ne: null } }))] : []),
      ...(mine
        ? [{ $or: [{ owner: { $in: [mine.sub, mine.name] } }, { updatedBy: mine.sub }] }]
        : []),
      ...(stale ? [anyOf(Object.values(STALE), (reason) => reason(stale))] : []),
      {},
    ],
  };
}

function anyOf<T>(items: readonly T[], condition: (item: T) => Filter): Filter {
  return { $or: items.map(condition) };
}
