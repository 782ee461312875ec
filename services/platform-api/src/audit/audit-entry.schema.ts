import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { AuditSource } from '@halyard/contracts';

/** An audit entry, as stored. Inserted once, never changed. */
@Schema({ collection: 'audit_entries', versionKey: false, minimize: false })
export class AuditEntryRecord {
  @Prop({ type: String, required: true })
  _id: string;

  @Prop({ type: String, required: true })
  stream: string;

  @Prop({ type: Number, required: true })
  seq: number;

  @Prop({ type: String, required: true })
  action: string;

  @Prop({ type: String, required: true })
  actor: string;

  @Prop({ type: String, required: true })
  actorName: string;

  @Prop({ type: String, default: null })
  environment: string | null;

  @Prop({ type: String, default: null })
  tenant: string | null;

  @Prop({ type: String, default: null })
  flag: string | null;

  @Prop({ type: String, required: true })
  source: AuditSource;

  /** JSON text: flag values may hold any key, and BSON has its own idea of some (`$ref`, `_bsontype`). */
  @Prop({ type: String, required: true })
  before: string;

  /** JSON text, as `before`. */
  @Prop({ type: String, required: true })
  after: string;

  @Prop({ type: String, default: null })
  rationale: string | null;

  @Prop({ type: String, default: null })
  approvalRef: string | null;

  @Prop({ type: Boolean, required: true })
  breakGlass: boolean;

  @Prop({ type: String, required: true })
  requestId: string;

  @Prop({ type: String, required: true })
  ts: string;

  @Prop({ type: Object, required: true })
  versions: Record<string, number>;

  @Prop({ type: [String], default: null })
  touches: string[] | null;

  @Prop({ type: String, required: true })
  prevHash: string;

  @Prop({ type: String, required: true })
  hash: string;
}

export const AuditEntrySchema = SchemaFactory.createForClass(AuditEntryRecord);
// One entry a place: two writers cannot both be next. Answers "the last entry of a stream", and walks
// and exports streams in order.
AuditEntrySchema.index({ stream: 1, seq: 1 }, { unique: true });
// "The history of a flag, newest first."
AuditEntrySchema.index({ flag: 1, _id: -1 });
// "Everything, newest first", and what happened from one moment to another.
AuditEntrySchema.index({ ts: -1, _id: -1 });
// "What happened on this stream?", newest first, as all that follow.
AuditEntrySchema.index({ stream: 1, ts: -1, _id: -1 });
// "What did this person do?"
AuditEntrySchema.index({ actor: 1, ts: -1, _id: -1 });
// "Who has done this?"
AuditEntrySchema.index({ action: 1, ts: -1, _id: -1 });
// "What happened to this flag?"
AuditEntrySchema.index({ flag: 1, ts: -1, _id: -1 });
// "What was done for this tenant?"
AuditEntrySchema.index({ tenant: 1, ts: -1, _id: -1 });
// "What changed in this environment?"
AuditEntrySchema.index({ environment: 1, ts: -1, _id: -1 });
// "What happened to overrides, to segments, …?"
AuditEntrySchema.index({ source: 1, ts: -1, _id: -1 });
// "What did this change request come to?"
AuditEntrySchema.index({ approvalRef: 1, ts: -1, _id: -1 });
// "What did this request do?"
AuditEntrySchema.index({ requestId: 1, ts: -1, _id: -1 });
