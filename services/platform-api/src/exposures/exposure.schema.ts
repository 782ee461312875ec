import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { LIMITS } from '@halyard/contracts';
import type { Exposure, ExposureSeries } from './exposure.ts';

@Schema({ _id: false })
class SeriesRecord implements ExposureSeries {
  @Prop({ type: String, required: true })
  environment: string;

  @Prop({ type: String, required: true })
  flag: string;

  @Prop({ type: String, required: true })
  variant: string;

  @Prop({ type: String, required: true })
  tenant: string;
}

/**
 * A time series: MongoDB keeps what is of one series and near in time together, some hundred counts in a
 * document, and forgets it by itself. A series can have several counts for one minute; they are added up
 * when they are read.
 */
@Schema({
  collection: 'exposures',
  versionKey: false,
  timeseries: { timeField: 'minute', metaField: 'of', granularity: 'minutes' },
  expireAfterSeconds: LIMITS.exposureRetentionDays * 24 * 60 * 60,
})
export class ExposureRecord implements Exposure {
  @Prop({ type: SchemaFactory.createForClass(SeriesRecord), required: true })
  of: SeriesRecord;

  @Prop({ type: Date, required: true })
  minute: Date;

  @Prop({ type: Number, required: true })
  count: number;
}

export const ExposureSchema = SchemaFactory.createForClass(ExposureRecord);
// "How often was this flag served here since then?"
ExposureSchema.index({ 'of.flag': 1, 'of.environment': 1, minute: 1 });
