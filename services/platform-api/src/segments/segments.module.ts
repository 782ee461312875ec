import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { EnvironmentsModule } from '../environments/environments.module.ts';
import { FlagsModule } from '../flags/flags.module.ts';
import { SegmentRecord, SegmentSchema } from './segment.schema.ts';
import { SegmentsRepository } from './segments.repository.ts';
import { SegmentsService } from './segments.service.ts';
import { SegmentsWriter } from './segments.writer.ts';

@Module({
  imports: [
    EnvironmentsModule,
    FlagsModule,
    MongooseModule.forFeature([{ name: SegmentRecord.name, schema: SegmentSchema }]),
  ],
  providers: [SegmentsRepository, SegmentsService, SegmentsWriter],
  exports: [SegmentsService, SegmentsWriter],
})
export class SegmentsModule {}
