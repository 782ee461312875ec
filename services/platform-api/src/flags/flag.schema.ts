import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { FLAG_KINDS } from '@halyard/contracts';
import type { FlagKind } from '@halyard/contracts';
import { FLAG_TYPES } from '@halyard/evaluator';
import type { FlagType, Prerequisite } from '@halyard/evaluator';
import type { FlagConfig } from './flag-config.ts';
import type { Flag } from './flag.ts';

@Schema({ collection: 'flags', versionKey: false, minimize: false })
export class FlagRecord implements Flag {
  @Prop({ type: String, required: true })
  _id: string;

  /** Unique: answers "the flag called new_billing_v2", and lists in key order. */
  @Prop({ type: String, required: true, unique: true })
  key: string;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: String, default: '' })
  description: string;

  @Prop({ type: String, required: true, enum: Object.keys(FLAG_KINDS) })
  kind: FlagKind;

  @Prop({ type: String, required: true, enum: FLAG_TYPES })
  type: FlagType;

  @Prop({ type: Object, required: true })
  variants: Record<string, string>;

  @Prop({ type: String, default: null })
  valueSchema: string | null;

  @Prop({ type: String, required: true })
  offVariant: string;

  @Prop({ type: String, default: '' })
  owner: string;

  @Prop({ type: String, default: '' })
  ownerModule: string;

  @Prop({ type: [String], required: true })
  tags: string[];

  @Prop({ type: String, default: null })
  category: string | null;

  @Prop({ type: Boolean, default: false })
  sensitive: boolean;

  @Prop({ type: Boolean, default: false })
  requiresApproval: boolean;

  @Prop({ type: [Object], required: true })
  prerequisites: Prerequisite[];

  @Prop({ type: Object, required: true })
  environments: Record<string, FlagConfig>;

  @Prop({ type: Number, required: true })
  version: number;

  @Prop({ type: Date, default: null })
  archivedAt: Date | null;

  @Prop({ type: Date, required: true })
  createdAt: Date;

  @Prop({ type: Date, required: true })
  updatedAt: Date;

  @Prop({ type: String, required: true })
  updatedBy: string;
}

export const FlagSchema = SchemaFactory.createForClass(FlagRecord);
// "The flags, last changed first."
FlagSchema.index({ updatedAt: -1, _id: -1 });
// "Which flags require this one?", asked before one is archived.
FlagSchema.index({ 'prerequisites.flag': 1 });
// "What has been archived for long?", asked by the purge; "how many are, and are not?", by the metrics.
FlagSchema.index({ archivedAt: 1 });
