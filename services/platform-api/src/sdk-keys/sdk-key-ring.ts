import { Injectable, Logger } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { filter, Subject } from 'rxjs';
import { ALL_TENANTS } from '../access/tenant-scope.ts';
import { AuditTail } from '../audit/audit-tail.ts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import { catchUp } from '../common/catch-up.ts';
import { hashOfSecret } from './sdk-key.ts';
import type { SdkKey } from './sdk-key.ts';
import { SdkKeysRepository } from './sdk-keys.repository.ts';

const RETRY_MS = 250;
const NOTE_USE_EVERY_MS = 60_000;

/**
 * Every key that opens something, in memory: a call costs no query, goes on while MongoDB is away, and
 * guessing at keys never reaches the database. It follows the audit entries, so that a key is revoked on
 * every replica as soon as the entry arrives.
 */
@Injectable()
export class SdkKeyRing implements OnModuleInit {
  /** The ids of keys that were revoked or changed: what is open by them has to be looked at again. */
  readonly changed = new Subject<string>();
  private readonly logger = new Logger(SdkKeyRing.name);
  private readonly byId = new Map<string, SdkKey>();
  private readonly byHash = new Map<string, SdkKey>();
  private readonly notedAt = new Map<string, number>();
  private origins: ReadonlySet<string> = new Set();
  private readonly turn = pLimit(1);

  constructor(
    private readonly keys: SdkKeysRepository,
    private readonly tail: AuditTail,
  ) {}

  onModuleInit(): void {
    this.tail.entries
      .pipe(filter(({ source }) => source === 'sdk_key'))
      .subscribe((entry) => void this.turn(() => this.take(entry)));
    this.tail.lost.subscribe(() => void this.turn(() => this.load()));
  }

  /** Loads all. The tail is followed by then, so that nothing in between is missed. */
  start(): Promise<void> {
    return this.turn(() => this.load());
  }

  /** The key that a secret is of; undefined for what is none, or is revoked. */
  find(secret: string): SdkKey | undefined {
    const key = this.byHash.get(hashOfSecret(secret));
    if (key !== undefined) this.noteUse(key);
    return key;
  }

  /** Whether a key still opens what it was used for. */
  isActive(id: string): boolean {
    return this.byId.has(id);
  }

  /** Whether any key lets browsers call from this origin. */
  isNamed(origin: string): boolean {
    return this.origins.has(origin);
  }

  /**
   * Waits until this replica acts on a key as it is given.
   * @throws DomainError `unavailable` where that takes too long.
   */
  caughtUp({ _id, revokedAt, version }: SdkKey): Promise<void> {
    return catchUp('The SDK keys', this.changed, () =>
      revokedAt === null ? (this.byId.get(_id)?.version ?? 0) >= version : !this.isActive(_id),
    );
  }

  private async take({ action, after }: AuditEntry): Promise<void> {
    const id = String(Reflect.get(after as object, 'id'));
    // Needs no query: it holds whatever the database does.
    if (action === 'sdk_key.revoke') this.remove(id);
    else await this.persist(async () => this.put(await this.keys.one(ALL_TENANTS, id)));
    this.settle();
    this.changed.next(id);
  }

  private async load(): Promise<void> {
    await this.persist(async () => {
      const active = await this.keys.active();
      const left = new Set(active.map(({ _id }) => _id));
      const gone = [...this.byId.keys()].filter((id) => !left.has(id));
      for (const id of gone) this.remove(id);
      for (const key of active) this.put(key);
      this.settle();
      for (const id of gone) this.changed.next(id);
    });
  }

  private put(key: SdkKey | null): void {
    if (key === null || key.revokedAt !== null) return;
    this.byId.set(key._id, key);
    this.byHash.set(key.hash, key);
  }

  private remove(id: string): void {
    const key = this.byId.get(id);
    if (key === undefined) return;
    this.byId.delete(id);
    this.byHash.delete(key.hash);
    this.notedAt.delete(id);
  }

  private settle(): void {
    this.origins = new Set([...this.byId.values()].flatMap(({ origins }) => origins));
  }

  private noteUse({ _id }: SdkKey): void {
    const now = Date.now();
    if (now - (this.notedAt.get(_id) ?? 0) < NOTE_USE_EVERY_MS) return;
    this.notedAt.set(_id, now);
    this.keys.noteUse(_id, new Date(now)).catch((error: unknown) => {
      this.logger.warn(`The use of a key could not be noted: ${(error as Error).message}`);
    });
  }

  private async persist(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.error(`SDK keys could not be read, trying again: ${(error as Error).message}`);
      await sleep(RETRY_MS, undefined, { ref: false });
      await this.persist(work);
    }
  }
}
