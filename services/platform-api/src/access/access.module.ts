import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { MongooseModule } from '@nestjs/mongoose';
import { SdkKeysModule } from '../sdk-keys/sdk-keys.module.ts';
import { TicketsModule } from '../streams/tickets.module.ts';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { AccessGuard } from './access.guard.ts';
import { AccessService } from './access.service.ts';
import { JwtStrategy } from './jwt.strategy.ts';
import { KeyAccess } from './key-access.service.ts';
import { MemberRecord, MemberSchema } from './member.schema.ts';
import { MembersRepository } from './members.repository.ts';
import { MembersService } from './members.service.ts';
import { MembersWriter } from './members.writer.ts';

@Module({
  imports: [
    SdkKeysModule,
    TenantsModule,
    TicketsModule,
    MongooseModule.forFeature([{ name: MemberRecord.name, schema: MemberSchema }]),
  ],
  providers: [
    AccessService,
    JwtStrategy,
    KeyAccess,
    MembersRepository,
    MembersService,
    MembersWriter,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccessService, MembersService, MembersWriter],
})
export class AccessModule {}
