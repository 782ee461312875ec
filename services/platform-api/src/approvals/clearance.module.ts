import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AccessModule } from '../access/access.module.ts';
import { ChangeRequestRecord, ChangeRequestSchema } from './change-request.schema.ts';
import { ChangeRequestsRepository } from './change-requests.repository.ts';
import { Clearance } from './clearance.service.ts';

/** What the pipeline needs of approvals; `ApprovalsModule` in turn needs the pipeline. */
@Module({
  imports: [
    AccessModule,
    MongooseModule.forFeature([{ name: ChangeRequestRecord.name, schema: ChangeRequestSchema }]),
  ],
  providers: [Clearance, ChangeRequestsRepository],
  exports: [Clearance, ChangeRequestsRepository],
})
export class ClearanceModule {}
