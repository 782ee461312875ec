import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Override } from './override.ts';

@Schema({ collection: 'overrides', versionKey: false })
export class OverrideRecord implements Override {
  @Prop({ type: String, required: true })
  _id: string;

  @Prop({ type: String, required: true })
  tenant: string;

  @Prop({ type: String, default: null })
  user: string | null;

  @Prop({ type: String, required: true })
  flag: string;

  @Prop({ type: String, required: true })
  environment: string;

  @Prop({ type: String, required: true })
  variant: string;

  @Prop({ type: Number, default: null })
  percentage: number | null;

  @Prop({ type: String, required: true })
  reason: string;

  @Prop({ type: String, required: true })
  setBy: string;

  @Prop({ type: String, default: null })
  approvalRef: string | null;

  @Prop({ type: Date, default: null })
  expiresAt: Date | null;

  @Prop({ type: Number, required: true })
  version: number;

  @Prop({ type: Date, required: true })
  updatedAt: Date;
}

export const OverrideSchema = SchemaFactory.createForClass(OverrideRecord);
// One for each tenant and user. Answers "the overrides of a tenant", read when it is first evaluated.
OverrideSchema.index({ tenant: 1, environment: 1, flag: 1, user: 1 }, { unique: true });
// "Who overrides this flag?"
OverrideSchema.index({ flag: 1, environment: 1 });
// "What has expired?", asked every second.
OverrideSchema.index({ expiresAt: 1 }, { sparse: true });
