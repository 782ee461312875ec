import type { TestApi } from './api.ts';

export interface ChangeEvent {
  readonly type: string;
  readonly etag: string;
  readonly environment: string;
  readonly version: number;
}

interface StreamOptions {
  readonly environment?: string;
  readonly lastEventId?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A stream of changes, read one event after the other. */
export async function follow(url: string, { lastEventId, headers }: StreamOptions = {}) {
  const response = await fetch(url, {
    headers: {
      accept: 'text/event-stream',
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      ...headers,
    },
  });
  if (response.status !== 200) throw new Error(`The stream answered ${response.status}`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let unread = '';
  let everything = '';

  /** @throws Error where the stream ends before it. */
  async function find(event: RegExp): Promise<unknown> {
    for (;;) {
      const found = event.exec(unread);
      if (found?.[1] !== undefined) {
        unread = unread.replace(found[0], '');
        return JSON.parse(found[1]) as unknown;
      }
      const { value, done = true } = (await reader?.read()) ?? {};
      if (done) throw new Error('The stream ended');
      unread += value;
      everything += value;
    }
  }

  return {
    /** All that has come so far. */
    text: () => everything,
    /** The next change. @throws Error where the stream ends before it. */
    next: () => find(/^id: .*\ndata: (.*)\n\n/m) as Promise<ChangeEvent>,
    /** The kill switches that are engaged, when it tells of them next. */
    async engaged(): Promise<readonly string[]> {
      const told = await find(/^event: kill_switches\ndata: (.*)\n\n/m);
      return (told as { readonly engaged: readonly string[] }).engaged;
    },
    close: () => void reader?.cancel(),
  };
}

/** Someone's stream. */
export async function openStream(api: TestApi, sub: string, environment = 'staging') {
  const url = `${api.url}/api/flags/stream?environment=${environment}`;
  return follow(url, {
    headers: { authorization: `Bearer ${await api.identity.issueToken(sub)}` },
  });
}

/** An application's stream. */
export function openWithKey(api: TestApi, secret: string, lastEventId?: string) {
  const headers = { authorization: `Bearer ${secret}` };
  return follow(`${api.url}/api/flags/stream`, { headers, lastEventId });
}
