import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { KillSwitchRecord } from './kill-switch.schema.ts';

@Injectable()
export class KillSwitchesRepository {
  constructor(
    @InjectModel(KillSwitchRecord.name) private readonly model: Model<KillSwitchRecord>,
  ) {}

  in(environment: string): Promise<KillSwitchRecord[]> {
    return this.model.find({ environment }).sort({ category: 1 }).lean().exec();
  }

  all(): Promise<KillSwitchRecord[]> {
    return this.model.find().sort({ environment: 1, category: 1 }).lean().exec();
  }

  async insert(record: KillSwitchRecord): Promise<void> {
    await this.model.insertMany([record]);
  }

  async remove({ _id }: KillSwitchRecord): Promise<void> {
    await this.model.deleteOne({ _id });
  }
}
