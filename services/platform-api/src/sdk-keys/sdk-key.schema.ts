import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { SdkKeyKind } from '@halyard/contracts';
import type { SdkKey } from './sdk-key.ts';

@Schema({ collection: 'sdk_keys', versionKey: false })
export class SdkKeyRecord implements SdkKey {
  @Prop({ type: String, required: true })
  _id: string;

  @Prop({ type: String, required: true })
  kind: SdkKeyKind;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: String, required: true })
  environment: string;

  @Prop({ type: String, required: true })
  tenant: string;

  @Prop({ type: [String], required: true })
  origins: string[];

  /** Unique: no two keys have one secret. */
  @Prop({ type: String, required: true, unique: true })
  hash: string;

  @Prop({ type: String, required: true })
  hint: string;

  @Prop({ type: Date, required: true })
  createdAt: Date;

  @Prop({ type: String, required: true })
  createdBy: string;

  @Prop({ type: Date, default: null })
  lastUsedAt: Date | null;

  @Prop({ type: Date, default: null })
  revokedAt: Date | null;

  @Prop({ type: Number, required: true })
  version: number;
}

export const SdkKeySchema = SchemaFactory.createForClass(SdkKeyRecord);
// "The keys of a tenant", in the order of the list.
SdkKeySchema.index({ tenant: 1, _id: 1 });
