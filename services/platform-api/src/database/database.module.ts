import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { requireOwners } from './tenancy.ts';
import { UnitOfWork } from './unit-of-work.ts';

mongoose.set('transactionAsyncLocalStorage', true);

@Global()
@Module({
  imports: [
    MongooseModule.forRootAsync({
      inject: [ENV],
      useFactory: (env: Env) => ({
        uri: env.MONGODB_URI,
        dbName: env.HALYARD_DATABASE,
        // Collections and indexes exist before the first transaction (DatabaseReady awaits them).
        autoCreate: true,
        autoIndex: true,
        serverSelectionTimeoutMS: 5_000,
        w: 'majority',
        // What is undefined is not there; the driver would make it null.
        ignoreUndefined: true,
        connectionFactory: async (connection: Connection) => {
          await requireOwners(connection);
          return connection;
        },
      }),
    }),
  ],
  providers: [UnitOfWork],
  exports: [UnitOfWork],
})
export class DatabaseModule {}
