import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Role } from '@halyard/contracts';
import type { Model } from 'mongoose';
import { newId } from '../database/ids.ts';
import { MemberRecord } from './member.schema.ts';

@Injectable()
export class MembersRepository {
  constructor(@InjectModel(MemberRecord.name) private readonly model: Model<MemberRecord>) {}

  ofPerson(sub: string): Promise<MemberRecord[]> {
    return this.model.find({ sub }).lean().exec();
  }

  async insertIfAbsent(sub: string, on: string, roles: readonly Role[]): Promise<void> {
    await this.model.updateOne(
      { sub, on },
      { $setOnInsert: { _id: newId('member'), sub, on, roles } },
      { upsert: true },
    );
  }
}
