import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Role } from '@halyard/contracts';
import type { Model } from 'mongoose';
import { MemberRecord } from './member.schema.ts';
import type { Member } from './member.ts';
import { scopeFilter } from './tenant-scope.ts';
import type { TenantScope } from './tenant-scope.ts';

export interface MemberFilter {
  readonly sub?: string;
  readonly on?: string;
  /** Only those that sort after this one. */
  readonly after?: readonly [on: string, sub: string];
  readonly limit: number;
}

/** Those that were taken away have none. */
const HOLDS_ROLES = { 'roles.0': { $exists: true } };

@Injectable()
export class MembersRepository {
  constructor(@InjectModel(MemberRecord.name) private readonly model: Model<MemberRecord>) {}

  /** By person, whatever it is on: what they may do is asked before there is a scope. */
  ofPerson(sub: string): Promise<Member[]> {
    return this.model
      .find({ sub, ...HOLDS_ROLES })
      .lean()
      .exec();
  }

  /** One membership, or what is left of it. */
  one(scope: TenantScope, on: string, sub: string): Promise<Member | null> {
    return this.model
      .findOne({ on, sub, ...scopeFilter(scope, 'on') })
      .lean()
      .exec();
  }

  /** In the order of what they are on, then of the person. */
  list(scope: TenantScope, { sub, on, after, limit }: MemberFilter): Promise<Member[]> {
    return this.model
      .find({
        sub,
        on,
        ...HOLDS_ROLES,
        ...(after && {
          $or: [{ on: { $gt: after[0] } }, { on: after[0], sub: { $gt: after[1] } }],
        }),
        ...scopeFilter(scope, 'on'),
      })
      .sort({ on: 1, sub: 1 })
      .limit(limit)
      .lean()
      .exec();
  }

  /** Whether someone else holds the role there. */
  async anyoneElse(on: string, role: Role, sub: string): Promise<boolean> {
    return (await this.model.exists({ on, roles: role, sub: { $ne: sub } })) !== null;
  }

  /** Inserts it where there is none; says whether there was none. */
  async insertIfAbsent(member: Member): Promise<boolean> {
    const { sub, on } = member;
    const { upsertedCount } = await this.model.updateOne(
      { sub, on },
      { $setOnInsert: member },
      { upsert: true },
    );
    return upsertedCount === 1;
  }

  /** Replaces it where it still has the version that was read; says whether it had. */
  async replace({ _id, roles, version }: Member, readVersion: number): Promise<boolean> {
    const { matchedCount } = await this.model.updateOne(
      { _id, version: readVersion },
      { $set: { roles, version } },
    );
    return matchedCount === 1;
  }

  /** Who holds a role on the platform, or for one tenant. */
  async holding(role: Role, on: string): Promise<string[]> {
    const found = await this.model.find({ on, roles: role }, { sub: 1 }).sort({ sub: 1 }).lean();
    return found.map(({ sub }) => sub);
  }
}
