import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import type { RulesetEvent } from '../evaluation/ruleset.store.ts';
import { TenantCache } from '../evaluation/tenant.cache.ts';
import { Metrics } from '../telemetry/metrics.ts';
import { SdkKeyRing } from '../sdk-keys/sdk-key-ring.ts';

/** Whom a stream is for, and until when. */
export interface Listener {
  readonly environment: string;
  /** The one tenant that it hears of; null for all of them. */
  readonly tenant: string | null;
  /** Whether it hears of the kill switches of every environment, beside its own environment's versions. */
  readonly hearsOfSwitches: boolean;
  /** The SDK key that opened it. */
  readonly keyId: string | null;
  /** Milliseconds since the epoch; null for never. */
  readonly expiresAt: number | null;
}

interface Client extends Listener {
  readonly response: ServerResponse;
  /** The newest version that it knows of. */
  version: number;
}

const HEARTBEAT_MS = 15_000;
const HEARTBEAT = 'event: heartbeat\ndata: {}\n\n';
/** A client that reads no more is let go: it comes back, and asks for what it missed. */
const MOST_UNREAD_BYTES = 64 * 1024;
/** Those who lost their stream at the same moment come back over this time. */
const RETRY_MS = { least: 500, most: 5_000 } as const;

/**
 * Tells every open stream of each new version of its ruleset: one small event, written out once however
 * many there are. It says that something changed, never what: a tenant learns nothing of another.
 *
 * Events have the form of OFREP's event streams. A version says all that those before it did, so whoever
 * comes back with a `Last-Event-ID` is sent the newest one, where that is newer. Operators are told beside
 * them which kill switches are engaged, wherever that is: nobody should learn that late.
 */
@Injectable()
export class StreamHub implements OnModuleInit, BeforeApplicationShutdown {
  private readonly clients = new Set<Client>();
  /** What was told of them last. */
  private switches = '';
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(
    private readonly rulesets: RulesetStore,
    private readonly tenants: TenantCache,
    private readonly keys: SdkKeyRing,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.rulesets.events.subscribe((event) => this.publish(event));
    this.keys.changed.subscribe((id) => {
      if (!this.keys.isActive(id)) this.end(({ keyId }) => keyId === id);
    });
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.heartbeat);
    this.end(() => true);
  }

  /** How many streams are open. */
  get size(): number {
    return this.clients.size;
  }

  /** Streams to a response from now on, beginning with the version there is, unless it is known already. */
  async open(listener: Listener, response: ServerResponse, lastEventId?: string): Promise<void> {
    const { environment } = listener;
    const client: Client = {
      ...listener,
      response,
      version: knownVersion(lastEventId, environment),
    };
    response.write(`retry: ${retryMs()}\n\n`);
    const closed = this.metrics.streamOpened();
    response.on('close', () => {
      this.clients.delete(client);
      closed();
    });
    if (listener.hearsOfSwitches) write(client, this.switchesEvent());
    // Listens first and asks then, so that nothing between the two is missed.
    this.clients.add(client);
    try {
      const version = await this.versionFor(listener);
      this.send(client, version, eventOf(environment, version));
    } catch {
      // Its tenant cannot be read just now: it comes back.
      response.end();
    }
  }

  private async versionFor({ environment, tenant }: Listener): Promise<number> {
    const known = tenant === null ? null : await this.tenants.get(tenant);
    const served = this.rulesets.in(environment);
    if (tenant === null) return served.ruleset.version;
    return known?.versionIn(served) ?? served.sharedVersion;
  }

  private publish({ environment, version, touches }: RulesetEvent): void {
    const text = eventOf(environment, version);
    const concerned = touches && new Set(touches);
    for (const client of this.clients) {
      const isFor = client.tenant === null || (concerned?.has(client.tenant) ?? true);
      if (client.environment === environment && isFor) this.send(client, version, text);
    }
    this.publishSwitches();
  }

  private publishSwitches(): void {
    const text = this.switchesEvent();
    if (text === this.switches) return;
    this.switches = text;
    for (const client of this.clients) if (client.hearsOfSwitches) write(client, text);
  }

  /** Without an id: the last one stays that of a version. */
  private switchesEvent(): string {
    const data = { engaged: this.rulesets.engaged() };
    return `event: kill_switches\ndata: ${JSON.stringify(data)}\n\n`;
  }

  private send(client: Client, version: number, text: string): void {
    if (version <= client.version) return;
    client.version = version;
    write(client, text);
  }

  private beat(): void {
    const now = Date.now();
    this.end(({ expiresAt }) => expiresAt !== null && expiresAt <= now);
    for (const client of this.clients) write(client, HEARTBEAT);
  }

  private end(isOver: (client: Client) => boolean): void {
    for (const client of this.clients) {
      if (!isOver(client)) continue;
      this.clients.delete(client);
      client.response.end();
    }
  }
}

function write({ response }: Client, text: string): void {
  if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
  else response.write(text);
}

function eventOf(environment: string, version: number): string {
  const id = `${environment}:${version}`;
  const data = { type: 'refetchEvaluation', etag: id, environment, version };
  return `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** The version that a `Last-Event-ID` names; 0 where it names none of this environment. */
function knownVersion(id: string | undefined, environment: string): number {
  const [named, version] = id?.split(':') ?? [];
  const number = Number(version);
  return named === environment && Number.isSafeInteger(number) ? number : 0;
}

function retryMs(): number {
  const { least, most } = RETRY_MS;
  return Math.round(least + Math.random() * (most - least));
}
