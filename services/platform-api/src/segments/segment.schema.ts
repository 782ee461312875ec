import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SEGMENT_MATCHES } from '@halyard/evaluator';
import type { Condition, SegmentMatch } from '@halyard/evaluator';
import type { Segment } from './segment.ts';

@Schema({ collection: 'segments', versionKey: false, minimize: false })
export class SegmentRecord implements Segment {
  @Prop({ type: String, required: true })
  _id: string;

  /** Unique: answers "the segment called beta_users", and lists in key order. */
  @Prop({ type: String, required: true, unique: true })
  key: string;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: String, default: '' })
  description: string;

  @Prop({ type: String, required: true, enum: SEGMENT_MATCHES })
  match: SegmentMatch;

  @Prop({ type: [Object], required: true })
  when: Condition[];

  @Prop({ type: Object, required: true })
  included: string[];

  @Prop({ type: Object, required: true })
  excluded: string[];

  @Prop({ type: Number, required: true })
  version: number;

  @Prop({ type: Date, required: true })
  createdAt: Date;

  @Prop({ type: Date, required: true })
  updatedAt: Date;
}

export const SegmentSchema = SchemaFactory.createForClass(SegmentRecord);
