import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A signed head, as stored. Inserted once, never changed. */
@Schema({ collection: 'audit_heads', versionKey: false })
export class AuditHeadRecord {
  @Prop({ type: String, required: true })
  _id: string;

  @Prop({ type: String, required: true })
  stream: string;

  @Prop({ type: Number, required: true })
  seq: number;

  @Prop({ type: String, required: true })
  hash: string;

  @Prop({ type: String, required: true })
  signedAt: string;

  @Prop({ type: String, required: true })
  kid: string;

  @Prop({ type: String, required: true })
  signature: string;
}

export const AuditHeadSchema = SchemaFactory.createForClass(AuditHeadRecord);
// One head a place. Answers "the heads of a stream in order" and "the newest one".
AuditHeadSchema.index({ stream: 1, seq: 1 }, { unique: true });
