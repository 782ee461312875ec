import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { LIMITS, OPEN_REQUEST_STATES, WAITING_REQUEST_STATES } from '@halyard/contracts';
import type { RequestState } from '@halyard/contracts';
import type { Model } from 'mongoose';
import { scopeFilter } from '../access/tenant-scope.ts';
import type { TenantScope } from '../access/tenant-scope.ts';
import { ChangeRequestRecord } from './change-request.schema.ts';
import type { ChangeRequest, Comment } from './change-request.ts';

export interface RequestFilter {
  readonly state?: RequestState | 'open';
  readonly author?: string;
  readonly flag?: string;
  /** Only those that wait to bring back what is killed. */
  readonly bringsBack?: boolean;
  /** Neither written nor reviewed by this person. */
  readonly notBy?: string;
  /** Only numbers below this one. */
  readonly below?: number;
  readonly limit: number;
}

const BRINGING_BACK = {
  bringsBack: { $type: 'string' },
  state: { $in: WAITING_REQUEST_STATES },
} as const;

@Injectable()
export class ChangeRequestsRepository {
  constructor(
    @InjectModel(ChangeRequestRecord.name) private readonly model: Model<ChangeRequestRecord>,
  ) {}

  byRef(scope: TenantScope, ref: string): Promise<ChangeRequest | null> {
    return this.model
      .findOne({ ...scopeFilter(scope), ref })
      .lean()
      .exec();
  }

  /** Newest first. */
  list(scope: TenantScope, filter: RequestFilter): Promise<ChangeRequest[]> {
    const { state, author, flag, bringsBack, notBy, below, limit } = filter;
    return (
      this.model
        .find({
          ...(bringsBack && BRINGING_BACK),
          ...(state && { state: state === 'open' ? { $in: OPEN_REQUEST_STATES } : state }),
          ...(author && { author }),
          ...(flag && { flag }),
          ...(notBy && { author: { $ne: notBy }, 'reviews.by': { $ne: notBy } }),
          ...(below && { number: { $lt: below } }),
          ...scopeFilter(scope),
        })
        // One may name a thousand tenants.
        .select({ impact: 0 })
        .sort({ number: -1 })
        .limit(limit)
        .lean()
        .exec()
    );
  }

  /** Approved, and their time has come. */
  due(at: Date, limit: number): Promise<ChangeRequest[]> {
    return this.model
      .find({ state: 'approved', $or: [{ applyAt: null }, { applyAt: { $lte: at } }] })
      .sort({ number: 1 })
      .limit(limit)
      .lean()
      .exec();
  }

  /** Nobody finished them in time. */
  overdue(at: Date, limit: number): Promise<ChangeRequest[]> {
    return this.model
      .find({ state: { $in: OPEN_REQUEST_STATES }, expiresAt: { $lte: at } })
      .sort({ number: 1 })
      .limit(limit)
      .lean()
      .exec();
  }

  /** Another request than this that waits to bring something back. */
  rivalOf(id: string, bringsBack: string): Promise<ChangeRequest | null> {
    return this.model
      .findOne({ ...BRINGING_BACK, bringsBack, _id: { $ne: id } })
      .lean()
      .exec();
  }

  async nextNumber(): Promise<number> {
    const last = await this.model.findOne({}, { number: 1 }).sort({ number: -1 }).lean();
    return (last?.number ?? 0) + 1;
  }

  async insert(request: ChangeRequest): Promise<void> {
    await this.model.insertMany([request]);
  }

  /** Adds to what was said; says whether there was room for it. */
  async addComment(id: string, comment: Comment): Promise<boolean> {
    const { matchedCount } = await this.model.updateOne(
      { _id: id, [`comments.${LIMITS.commentsPerRequest - 1}`]: { $exists: false } },
      { $push: { comments: comment } },
    );
    return matchedCount === 1;
  }

  /**
   * Replaces it where it still has the version that was read; says whether it had. What was said about
   * it meanwhile stays.
   */
  async replace(request: ChangeRequest, readVersion: number): Promise<boolean> {
    const { _id, comments: _, ...rest } = request;
    const { matchedCount } = await this.model.updateOne(
      { _id, version: readVersion },
      { $set: rest },
    );
    return matchedCount === 1;
  }
}
