import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Role } from '@halyard/contracts';
import type { Member } from './member.ts';

@Schema({ collection: 'members', versionKey: false })
export class MemberRecord implements Member {
  @Prop({ type: String, required: true })
  _id: string;

  @Prop({ type: String, required: true })
  sub: string;

  @Prop({ type: String, required: true })
  on: string;

  @Prop({ type: [String], required: true })
  roles: Role[];

  @Prop({ type: Number, required: true })
  version: number;
}

export const MemberSchema = SchemaFactory.createForClass(MemberRecord);
// "What may this person do?", asked by every request.
MemberSchema.index({ sub: 1, on: 1 }, { unique: true });
// "Who holds roles here?", in the order of the list.
MemberSchema.index({ on: 1, sub: 1 });
