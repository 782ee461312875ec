import { Module } from '@nestjs/common';
import { SdkKeysModule } from '../sdk-keys/sdk-keys.module.ts';
import { SigningModule } from '../signing/signing.module.ts';
import { StreamTickets } from './stream-tickets.service.ts';

@Module({
  imports: [SdkKeysModule, SigningModule],
  providers: [StreamTickets],
  exports: [StreamTickets],
})
export class TicketsModule {}
