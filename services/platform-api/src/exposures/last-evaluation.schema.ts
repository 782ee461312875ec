import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/**
 * When a flag was last served, kept beside the counts: a list of flags would otherwise have to look
 * through all of them, and they are forgotten after a while.
 */
@Schema({ collection: 'last_evaluations', versionKey: false })
export class LastEvaluationRecord {
  /** The flag's key. */
  @Prop({ type: String, required: true })
  _id: string;

  /** Environment → the minute. */
  @Prop({ type: Object, required: true })
  at: Record<string, Date>;
}

export const LastEvaluationSchema = SchemaFactory.createForClass(LastEvaluationRecord);
