import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { MongooseModule } from '@nestjs/mongoose';
import { PassportModule } from '@nestjs/passport';
import { AccessGuard } from './access.guard.ts';
import { AccessService } from './access.service.ts';
import { JwtStrategy } from './jwt.strategy.ts';
import { MemberRecord, MemberSchema } from './member.schema.ts';
import { MembersRepository } from './members.repository.ts';

@Module({
  imports: [
    PassportModule,
    MongooseModule.forFeature([{ name: MemberRecord.name, schema: MemberSchema }]),
  ],
  providers: [
    AccessService,
    JwtStrategy,
    MembersRepository,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccessService],
})
export class AccessModule {}
