import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A request that was made under a key, and what it was answered, once it was. */
@Schema({ collection: 'idempotency_keys', versionKey: false })
export class IdempotencyKeyRecord {
  /** Hash of whose the key is, of the route, and of the key itself. */
  @Prop({ type: String, required: true })
  _id: string;

  /** Who sent it. */
  @Prop({ type: String, required: true })
  sub: string;

  /** Method and path. */
  @Prop({ type: String, required: true })
  route: string;

  /** Hash of the body, as canonical JSON. */
  @Prop({ type: String, required: true })
  fingerprint: string;

  /** When this attempt began: an answer is kept for the attempt that it belongs to. */
  @Prop({ type: Date, required: true })
  startedAt: Date;

  /** JSON text of the answer; null while the request is being carried out. */
  @Prop({ type: String, default: null })
  answer: string | null;
}

export const IdempotencyKeySchema = SchemaFactory.createForClass(IdempotencyKeyRecord);
// Forgets a key a day after its request began.
IdempotencyKeySchema.index({ startedAt: 1 }, { expireAfterSeconds: 24 * 60 * 60 });
