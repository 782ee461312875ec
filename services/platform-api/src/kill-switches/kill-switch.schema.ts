import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** An engaged kill switch: a category, or everything, off in an environment. */
@Schema({ collection: 'kill_switches', versionKey: false })
export class KillSwitchRecord {
  @Prop({ type: String, required: true })
  _id: string;

  @Prop({ type: String, required: true })
  environment: string;

  /** A category, or `*`. */
  @Prop({ type: String, required: true })
  category: string;

  @Prop({ type: String, required: true })
  by: string;

  @Prop({ type: Date, required: true })
  at: Date;

  @Prop({ type: String, required: true })
  reason: string;
}

export const KillSwitchSchema = SchemaFactory.createForClass(KillSwitchRecord);
// Engaged once. Answers "what is killed in an environment?"
KillSwitchSchema.index({ environment: 1, category: 1 }, { unique: true });
