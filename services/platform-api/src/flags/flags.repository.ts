import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ListFlagsQuery, StaleReason } from '@halyard/contracts';
import type { Aggregate, Model, QueryFilter } from 'mongoose';
import { FlagRecord } from './flag.schema.ts';
import type { Flag } from './flag.ts';
import { matching, STALE } from './flags.filter.ts';
import type { FlagFilter, StaleFacts } from './flags.filter.ts';

export type FlagSort = NonNullable<ListFlagsQuery['sort']>;

/** Each order: the field it sorts by (ids grow with time), and which way. */
const SORTS = {
  '-createdAt': { field: '_id', direction: -1 },
  '-updatedAt': { field: 'updatedAt', direction: -1 },
  key: { field: 'key', direction: 1 },
} as const satisfies Record<FlagSort, { field: keyof FlagRecord; direction: 1 | -1 }>;

@Injectable()
export class FlagsRepository {
  constructor(@InjectModel(FlagRecord.name) private readonly model: Model<FlagRecord>) {}

  byKey(key: string): Promise<Flag | null> {
    return this.model.findOne({ key }).lean().exec();
  }

  /** All that are not archived. */
  async live(): Promise<Flag[]> {
    return this.model.find({ archivedAt: null }).lean().exec();
  }

  /** All that are not archived and have the text in key, name or description, by key. */
  async liveWith(q: string | undefined): Promise<Flag[]> {
    return this.model
      .find(matching({ q, environments: [] }))
      .sort({ key: 1 })
      .lean<Flag[]>()
      .exec();
  }

  /** The live ones that are killed in an environment, the latest first. */
  killedIn(environment: string): Promise<Flag[]> {
    const killed = `environments.${environment}.killed`;
    return this.model
      .find({ archivedAt: null, [killed]: { $ne: null } })
      .sort({ [`${killed}.at`]: -1, _id: 1 })
      .lean<Flag[]>()
      .exec();
  }

  /** The live ones that let in a percentage of some, by themselves or by a rule, in one of the environments. */
  rollingOut(environments: readonly string[], owner: string | undefined): Promise<Flag[]> {
    const inSome = environments.flatMap((key) => [
      { [`environments.${key}.state`]: 'rollout' },
      {
        [`environments.${key}.state`]: 'targeted',
        [`environments.${key}.rules.rollout`]: { $exists: true },
      },
    ]);
    return this.model
      .find({ archivedAt: null, ...(owner && { owner }), $or: inSome })
      .lean<Flag[]>()
      .exec();
  }

  countLive(): Promise<number> {
    return this.model.countDocuments({ archivedAt: null }).exec();
  }

  countArchived(): Promise<number> {
    return this.model.countDocuments({ archivedAt: { $ne: null } }).exec();
  }

  /** The keys of the live flags that require this one. */
  async requiring(key: string): Promise<string[]> {
    const found = await this.model
      .find({ 'prerequisites.flag': key, archivedAt: null }, { key: 1 })
      .sort({ key: 1 })
      .lean();
    return found.map((flag) => flag.key);
  }

  /** Archived before a moment, oldest first. */
  archivedBefore(moment: Date, limit: number): Promise<Flag[]> {
    return this.model
      .find({ archivedAt: { $ne: null, $lt: moment } })
      .sort({ archivedAt: 1 })
      .limit(limit)
      .lean()
      .exec();
  }

  /** The live flags that have a rule which uses the segment, in some environment. */
  async usingSegment(segment: string, environments: readonly string[]): Promise<string[]> {
    const inSome = environments.map((key) => ({ [`environments.${key}.rules.segments`]: segment }));
    const found = await this.model
      .find({ archivedAt: null, $or: inSome }, { key: 1 })
      .sort({ key: 1 })
      .lean();
    return found.map((flag) => flag.key);
  }

  /** Takes it away where it still has the version that was read; says whether it had. */
  async remove(flag: Flag): Promise<boolean> {
    const { deletedCount } = await this.model.deleteOne({ _id: flag._id, version: flag.version });
    return deletedCount === 1;
  }

  /** A page in the order of `sort`, after the position given. */
  list(filter: FlagFilter, sort: FlagSort, after: readonly [string, string] | null, limit: number) {
    const { field, direction } = SORTS[sort];
    const conditions = [matching(filter), ...(after ? [beyond(sort, after)] : [])];
    return this.model
      .find({ $and: conditions })
      .sort({ [field]: direction, _id: direction })
      .limit(limit)
      .lean<Flag[]>()
      .exec();
  }

  /** What speaks for tidying up each of some flags. */
  async staleness(
    keys: readonly string[],
    facts: StaleFacts,
  ): Promise<Map<string, Set<StaleReason>>> {
    const reasons = Object.entries(STALE).map(([reason, filter]) => [
      reason,
      [{ $match: filter(facts) }, { $project: { _id: 0, key: 1 } }],
    ]);
    const [found] = await this.model
      .aggregate<Record<StaleReason, { key: string }[]>>()
      .match({ key: { $in: keys }, archivedAt: null })
      .facet(Object.fromEntries(reasons) as Parameters<Aggregate<unknown>['facet']>[0]);
    const holding = new Map(keys.map((key) => [key, new Set<StaleReason>()]));
    for (const [reason, flags] of Object.entries(found ?? {})) {
      for (const { key } of flags) holding.get(key)?.add(reason as StaleReason);
    }
    return holding;
  }

  /** What the live flags say of themselves, each once. */
  async facets(): Promise<{ owners: string[]; tags: string[] }> {
    const [owners, tags] = await Promise.all([
      this.model.distinct('owner', { archivedAt: null }),
      this.model.distinct('tags', { archivedAt: null }),
    ]);
    return { owners: owners.filter(Boolean).sort(), tags: tags.sort() };
  }

  /** Inserts it where its key is free; says whether it was. What is there stays as it is. */
  async insertIfAbsent(flag: Flag): Promise<boolean> {
    const { upsertedCount } = await this.model.updateOne(
      { key: flag.key },
      { $setOnInsert: flag },
      { upsert: true },
    );
    return upsertedCount === 1;
  }

  /** Replaces it where it still has the version that was read; says whether it had. */
  async replace(flag: Flag, readVersion: number): Promise<boolean> {
    const { _id, ...rest } = flag;
    const { matchedCount } = await this.model.updateOne(
      { _id, version: readVersion },
      { $set: rest },
    );
    return matchedCount === 1;
  }
}

/** Where a page ended, in the order of `sort`. */
export function positionOf(flag: Flag, sort: FlagSort): [string, string] {
  const value = flag[SORTS[sort].field];
  return [value instanceof Date ? value.toISOString() : String(value), flag._id];
}

function beyond(sort: FlagSort, [value, id]: readonly [string, string]): QueryFilter<FlagRecord> {
  const { field, direction } = SORTS[sort];
  const operator = direction === 1 ? '$gt' : '$lt';
  const bound = field === 'updatedAt' ? new Date(value) : value;
  return { $or: [{ [field]: { [operator]: bound } }, { [field]: bound, _id: { [operator]: id } }] };
}
