import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { EnvironmentsModule } from '../environments/environments.module.ts';
import { KillSwitchRecord, KillSwitchSchema } from './kill-switch.schema.ts';
import { KillSwitchesRepository } from './kill-switches.repository.ts';
import { KillSwitchesService } from './kill-switches.service.ts';
import { KillSwitchesWriter } from './kill-switches.writer.ts';

@Module({
  imports: [
    EnvironmentsModule,
    MongooseModule.forFeature([{ name: KillSwitchRecord.name, schema: KillSwitchSchema }]),
  ],
  providers: [KillSwitchesRepository, KillSwitchesService, KillSwitchesWriter],
  exports: [KillSwitchesService, KillSwitchesWriter],
})
export class KillSwitchesModule {}
