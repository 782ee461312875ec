import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { IdempotencyKeyRecord, IdempotencyKeySchema } from './idempotency-key.schema.ts';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.ts';
import { IdempotencyService } from './idempotency.service.ts';

/** Global: `@Idempotent()` works on any controller. */
@Global()
@Module({
  imports: [
    MongooseModule.forFeature([{ name: IdempotencyKeyRecord.name, schema: IdempotencyKeySchema }]),
  ],
  providers: [IdempotencyKeysRepository, IdempotencyService],
  exports: [IdempotencyService],
})
export class IdempotencyModule {}
