import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { REQUEST_STATES, WAITING_REQUEST_STATES } from '@halyard/contracts';
import type { RequestState } from '@halyard/contracts';
import type { ChangeRequest, Comment, Review } from './change-request.ts';

@Schema({ collection: 'change_requests', versionKey: false, minimize: false })
export class ChangeRequestRecord implements ChangeRequest {
  @Prop({ type: String, required: true })
  _id: string;

  /** Unique: answers "the request called CR-000123". */
  @Prop({ type: String, required: true, unique: true })
  ref: string;

  /** Unique: two requests filed at once do not get the same ref. */
  @Prop({ type: Number, required: true, unique: true })
  number: number;

  @Prop({ type: String, required: true, enum: Object.keys(REQUEST_STATES) })
  state: RequestState;

  @Prop({ type: String, required: true })
  change: string;

  @Prop({ type: String, required: true })
  base: string;

  @Prop({ type: String, required: true })
  contentHash: string;

  @Prop({ type: String, required: true })
  before: string;

  @Prop({ type: String, required: true })
  after: string;

  @Prop({ type: String, required: true })
  moved: string;

  @Prop({ type: String, default: null })
  conflict: string | null;

  @Prop({ type: String, required: true })
  rationale: string;

  @Prop({ type: String, default: null })
  evidence: string | null;

  @Prop({ type: String, required: true })
  author: string;

  @Prop({ type: String, required: true })
  authorName: string;

  @Prop({ type: [Object], required: true })
  reviews: Review[];

  @Prop({ type: [Object], default: undefined })
  comments?: Comment[];

  @Prop({ type: [String], required: true })
  environments: string[];

  @Prop({ type: String, default: null })
  tenant: string | null;

  @Prop({ type: String, default: null })
  flag: string | null;

  @Prop({ type: Boolean, required: true })
  sensitive: boolean;

  @Prop({ type: String, default: null })
  bringsBack?: string | null;

  @Prop({ type: Date, default: null })
  applyAt: Date | null;

  @Prop({ type: Date, required: true })
  expiresAt: Date;

  @Prop({ type: Date, default: null })
  appliedAt: Date | null;

  @Prop({ type: String, default: null })
  impact?: string | null;

  @Prop({ type: Number, required: true })
  version: number;

  @Prop({ type: Date, required: true })
  createdAt: Date;

  @Prop({ type: Date, required: true })
  updatedAt: Date;
}

export const ChangeRequestSchema = SchemaFactory.createForClass(ChangeRequestRecord);
// "What waits for review, newest first?" and, with applyAt, "what is due?", asked every second.
ChangeRequestSchema.index({ state: 1, number: -1 });
ChangeRequestSchema.index({ state: 1, applyAt: 1 });
// "The requests for this flag" and "my requests".
ChangeRequestSchema.index({ flag: 1, number: -1 });
ChangeRequestSchema.index({ author: 1, number: -1 });
// What is killed is brought back by one request at a time. Answers "what waits to bring it back?"
ChangeRequestSchema.index(
  { bringsBack: 1 },
  {
    unique: true,
    partialFilterExpression: {
      bringsBack: { $type: 'string' },
      state: { $in: [...WAITING_REQUEST_STATES] },
    },
  },
);
