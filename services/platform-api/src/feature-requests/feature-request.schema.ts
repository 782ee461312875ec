import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { FeatureRequestState } from '@halyard/contracts';
import type { FeatureRequest } from './feature-request.ts';

@Schema({ collection: 'feature_requests', versionKey: false })
export class FeatureRequestRecord implements FeatureRequest {
  @Prop({ type: String, required: true })
  _id: string;

  @Prop({ type: String, required: true })
  tenant: string;

  @Prop({ type: Number, required: true })
  number: number;

  @Prop({ type: String, required: true })
  title: string;

  @Prop({ type: String, default: '' })
  details: string;

  @Prop({ type: String, required: true })
  state: FeatureRequestState;

  @Prop({ type: String, default: null })
  flag: string | null;

  @Prop({ type: String, default: null })
  answer: string | null;

  @Prop({ type: String, required: true })
  requestedBy: string;

  @Prop({ type: String, required: true })
  requestedByName: string;

  @Prop({ type: Date, required: true })
  createdAt: Date;

  @Prop({ type: String, default: null })
  answeredBy: string | null;

  @Prop({ type: String, default: null })
  answeredByName: string | null;

  @Prop({ type: Date, default: null })
  answeredAt: Date | null;

  @Prop({ type: Number, required: true })
  version: number;
}

export const FeatureRequestSchema = SchemaFactory.createForClass(FeatureRequestRecord);
// One for each tenant and number. "What has this tenant asked for, newest first?", and its next number.
FeatureRequestSchema.index({ tenant: 1, number: -1 }, { unique: true });
// "What is open, newest first?", and how many are.
FeatureRequestSchema.index({ state: 1, _id: -1 });
