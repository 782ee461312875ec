import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { MongoServerError } from 'mongodb';
import type { ResumeToken } from 'mongodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { Subject } from 'rxjs';
import type { AuditEntryRecord } from './audit-entry.schema.ts';
import { isSealed } from './audit-entry.ts';
import type { AuditEntry } from './audit-entry.ts';
import { AuditRepository, toEntry } from './audit.repository.ts';
import type { AuditStream } from './audit.repository.ts';

const RETRY_MS = 500;
/** It answers every second, even where there is nothing new. */
const SILENT_MS = 5_000;

/**
 * The audit entries as they are written, by any replica, in order: what caches and streams follow.
 * While MongoDB is away it keeps trying from where it was. Where entries may have been missed it says
 * `lost`, and followers load everything anew.
 */
@Injectable()
export class AuditTail implements OnApplicationShutdown {
  readonly entries = new Subject<AuditEntry>();
  readonly lost = new Subject<void>();
  private readonly logger = new Logger(AuditTail.name);
  private stream: AuditStream | undefined;
  private resumeToken: ResumeToken | undefined;
  private stopped = false;
  private following = false;
  /** Whether entries may have been passed over since followers loaded everything. */
  private missed = false;
  private heardAt = 0;

  constructor(private readonly repository: AuditRepository) {}

  /** Whether entries arrive; false while MongoDB is away. */
  get isFollowing(): boolean {
    return this.following && this.silentMs < SILENT_MS;
  }

  /** How long ago MongoDB was heard of last: what is served is at most that old. */
  get silentMs(): number {
    return Date.now() - this.heardAt;
  }

  /** Starts to follow; what is written after this has answered is not missed. */
  async start(): Promise<void> {
    await this.open();
    void this.follow();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.stream?.close();
  }

  /** `tryNext` makes the server open its cursor, so that the stream has a place to resume from. */
  private async open(): Promise<void> {
    const stream = this.repository.watch(this.resumeToken);
    this.stream = stream;
    const first = await stream.tryNext();
    this.resumeToken = stream.resumeToken;
    this.following = true;
    this.heardAt = Date.now();
    if (first !== null) this.pass(first.fullDocument);
  }

  /** What nobody sealed is no change of ours: followers do not have to make sense of it. */
  private pass(record: AuditEntryRecord): void {
    const entry = toEntry(record);
    if (isSealed(entry)) this.entries.next(entry);
    else this.logger.error(`The audit entry ${entry.id} is not what a change writes; left alone`);
  }

  private async follow(): Promise<void> {
    while (this.stream !== undefined && !this.stopped) {
      try {
        const change = await this.stream.tryNext();
        this.heardAt = Date.now();
        this.resumeToken = this.stream.resumeToken;
        if (change !== null) this.pass(change.fullDocument);
      } catch (error) {
        await this.recover(error);
      }
    }
  }

  private async recover(error: unknown): Promise<void> {
    this.following = false;
    if (this.stopped) return;
    this.logger.warn(`The change stream broke, trying again: ${(error as Error).message}`);
    await this.stream?.close().catch(() => undefined);
    await sleep(RETRY_MS);
    if (isRefused(error)) this.forgetPlace();
    try {
      await this.open();
      if (!this.missed) return;
      this.missed = false;
      this.lost.next();
    } catch (cause) {
      await this.recover(cause);
    }
  }

  /** The oplog does not go back that far, or the place means nothing to it: begins where things stand now. */
  private forgetPlace(): void {
    this.resumeToken = undefined;
    this.missed = true;
  }
}

/** The server's own no, and not one that it takes back by itself. */
function isRefused(error: unknown): boolean {
  return error instanceof MongoServerError && !error.hasErrorLabel('ResumableChangeStreamError');
}
