import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Role } from '@halyard/contracts';

/** The roles that a person holds on the platform, or for one tenant. */
@Schema({ collection: 'members', versionKey: false })
export class MemberRecord {
  @Prop({ type: String, required: true })
  _id: string;

  /** The subject of the person's token. */
  @Prop({ type: String, required: true })
  sub: string;

  /** A tenant's slug, or `platform`. */
  @Prop({ type: String, required: true })
  on: string;

  @Prop({ type: [String], required: true })
  roles: Role[];
}

export const MemberSchema = SchemaFactory.createForClass(MemberRecord);
// "What may this person do?", asked by every request.
MemberSchema.index({ sub: 1, on: 1 }, { unique: true });
