import { Module } from '@nestjs/common';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { RULESET_KEY, signingKeysOf } from './signing-key-file.ts';
import { SigningKeys } from './signing-keys.ts';

/** The keys that sign what applications download: rulesets, and tickets to the stream. */
@Module({
  providers: [
    {
      provide: SigningKeys,
      inject: [ENV],
      useFactory: (env: Env) => signingKeysOf(RULESET_KEY, env),
    },
  ],
  exports: [SigningKeys],
})
export class SigningModule {}
