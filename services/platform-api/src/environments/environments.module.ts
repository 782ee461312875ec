import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { EnvironmentRecord, EnvironmentSchema } from './environment.schema.ts';
import { EnvironmentsRepository } from './environments.repository.ts';
import { EnvironmentsService } from './environments.service.ts';
import { EnvironmentsWriter } from './environments.writer.ts';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: EnvironmentRecord.name, schema: EnvironmentSchema }]),
  ],
  providers: [EnvironmentsRepository, EnvironmentsService, EnvironmentsWriter],
  exports: [EnvironmentsService, EnvironmentsWriter],
})
export class EnvironmentsModule {}
