import type { EvaluateResponse } from '@halyard/contracts';
import { ApiError } from './api-error.ts';
import { eventStream } from './event-stream.ts';
import type { ExposureBatch } from './exposures.ts';
import type { FlagContext } from './flag-context.ts';
import type { FlagState } from './flag-state.ts';

/** What the stream says: that there is a version, or only that it is alive. */
export type StreamEvent = { readonly version: number } | 'heartbeat';

export interface FlagsApiOptions {
  readonly url: string;
  readonly key: string | undefined;
  readonly headers: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly keys: readonly string[] | undefined;
  readonly timeoutMs: number;
  /** Ask for the variants too, which exposures are counted by. */
  readonly withVariants: boolean;
}

/** The API's three calls for applications. Each throws ApiError for what is no success. */
export class FlagsApi {
  private readonly base: string;

  constructor(private readonly options: FlagsApiOptions) {
    this.base = options.url.replace(/\/+$/, '');
  }

  /**
   * All flags in one call.
   * @param atLeast a version that was heard of, for a replica that lags behind it; 0 for none
   */
  async evaluate(
    context: FlagContext | undefined,
    atLeast: number,
    signal: AbortSignal,
  ): Promise<FlagState> {
    const { keys, timeoutMs, withVariants } = this.options;
    const { tenant: tenantSlug, ...rest } = context ?? {};
    const response = await this.send(`evaluate${withVariants ? '?details=true' : ''}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(atLeast > 0 && { 'x-min-ruleset-version': `${atLeast}` }),
      },
      body: JSON.stringify({ tenantSlug, keys, context: isEmpty(rest) ? undefined : rest }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    return stateOf((await response.json()) as EvaluateResponse);
  }

  /** @param onRetry called with how long to wait, in ms, before asking for the stream again */
  async *changes(signal: AbortSignal, onRetry: (ms: number) => void): AsyncGenerator<StreamEvent> {
    const headers = { accept: 'text/event-stream' };
    const open = (signal: AbortSignal) =>
      this.send('stream', { headers, signal, cache: 'no-store' });
    for await (const { event = 'message', data } of eventStream({ open, onRetry, signal })) {
      if (event === 'heartbeat') yield 'heartbeat';
      if (event !== 'message') continue;
      const { version } = JSON.parse(data) as { readonly version: unknown };
      if (typeof version === 'number') yield { version };
    }
  }

  /** Goes on when the page is left. */
  async postExposures({ id, counts }: ExposureBatch): Promise<void> {
    const response = await this.send('exposures', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': id },
      body: JSON.stringify({ counts }),
      keepalive: true,
    });
    await response.body?.cancel();
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const { key, headers, fetch } = this.options;
    const all = new Headers(typeof headers === 'function' ? await headers() : headers);
    if (key !== undefined) all.set('authorization', `Bearer ${key}`);
    new Headers(init.headers).forEach((value, name) => all.set(name, value));
    const response = await fetch(`${this.base}/api/flags/${path}`, { ...init, headers: all });
    if (response.ok) return response;
    await response.body?.cancel();
    throw new ApiError(response);
  }
}

/** @throws TypeError for what is no answer of the API's, whatever came with a 200 */
function stateOf({
  flags,
  results = {},
  tenant,
  version,
  stale = false,
}: EvaluateResponse): FlagState {
  if (typeof version !== 'number' || typeof flags !== 'object' || flags === null) {
    throw new TypeError('The flags API answered something else than flags');
  }
  const variants = Object.entries(results).flatMap(([key, { variant }]) =>
    variant === undefined ? [] : [[key, variant] as const],
  );
  return { flags, variants: Object.fromEntries(variants), tenant, version, stale, ready: true };
}

function isEmpty(context: object): boolean {
  return Object.keys(context).length === 0;
}
