import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Environment } from './environment.ts';

/** An environment, as stored. */
@Schema({ collection: 'environments', versionKey: false })
export class EnvironmentRecord implements Environment {
  @Prop({ type: String, required: true })
  _id: string;

  /** Unique: answers "the environment called prod". */
  @Prop({ type: String, required: true, unique: true })
  key: string;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: Boolean, required: true })
  protected: boolean;

  /** Grows with every change that any evaluation in this environment can see. */
  @Prop({ type: Number, required: true })
  rulesetVersion: number;

  /** The ruleset version of the last change that altered everyone's ruleset. */
  @Prop({ type: Number, required: true })
  sharedVersion: number;

  @Prop({ type: Number, required: true })
  version: number;

  @Prop({ type: Date, required: true })
  updatedAt: Date;
}

export const EnvironmentSchema = SchemaFactory.createForClass(EnvironmentRecord);
