import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * The one way to a transaction. Mongoose carries the session to every query inside by
 * `transactionAsyncLocalStorage`. The work may run more than once (a write conflict starts it again),
 * so it does no HTTP, and its ids and times are made before it.
 */
@Injectable()
export class UnitOfWork {
  private readonly within = new AsyncLocalStorage<true>();

  constructor(@InjectConnection() private readonly connection: Connection) {}

  /** Runs `work` in a transaction, or in the enclosing one. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.within.getStore()) return work();
    return this.connection.transaction(() => this.within.run(true, work), {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority', j: true },
    });
  }
}
