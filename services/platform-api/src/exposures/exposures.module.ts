import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ExposureCounter } from './exposure-counter.service.ts';
import { ExposureRecord, ExposureSchema } from './exposure.schema.ts';
import { ExposuresRepository } from './exposures.repository.ts';
import { ExposuresService } from './exposures.service.ts';
import { LastEvaluationRecord, LastEvaluationSchema } from './last-evaluation.schema.ts';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: ExposureRecord.name, schema: ExposureSchema },
      { name: LastEvaluationRecord.name, schema: LastEvaluationSchema },
    ]),
  ],
  providers: [ExposureCounter, ExposuresRepository, ExposuresService],
  exports: [ExposureCounter, ExposuresService],
})
export class ExposuresModule {}
