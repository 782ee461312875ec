import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, MessageEvent } from '@nestjs/common';
import { filter, interval, map, merge, Subject, takeUntil, timer } from 'rxjs';
import type { Observable } from 'rxjs';
import { isInScope } from '../access/tenant-scope.ts';
import type { TenantScope } from '../access/tenant-scope.ts';
import { AuditTail } from './audit-tail.ts';

const HEARTBEAT_MS = 15_000;
/** The longest that a timer can wait. */
const MOST_MS = 2 ** 31 - 1;

/** Tells those who watch the trail that there is something new, and where; they read it as they read the rest. */
@Injectable()
export class AuditFollowing implements BeforeApplicationShutdown {
  private readonly shutdown = new Subject<void>();

  constructor(private readonly tail: AuditTail) {}

  beforeApplicationShutdown(): void {
    this.shutdown.next();
  }

  /** The place of each new entry in a scope, until the reader's token is over. */
  follow(scope: TenantScope, expiresAt: number | null): Observable<MessageEvent> {
    const entries = this.tail.entries.pipe(
      filter(({ stream }) => isInScope(scope, stream)),
      map(({ stream, seq }) => ({ type: 'entry', data: { stream, seq } })),
    );
    const missed = this.tail.lost.pipe(map(() => ({ type: 'missed', data: {} })));
    const beats = interval(HEARTBEAT_MS).pipe(map(() => ({ type: 'heartbeat', data: {} })));
    const isOver = expiresAt === null ? this.shutdown : merge(this.shutdown, after(expiresAt));
    return merge(entries, missed, beats).pipe(takeUntil(isOver));
  }
}

function after(moment: number): Observable<unknown> {
  return timer(Math.min(Math.max(0, moment - Date.now()), MOST_MS));
}
