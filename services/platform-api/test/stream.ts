import type { TestApi } from './api.ts';

export interface ChangeEvent {
  readonly environment: string;
  readonly version: number;
}

/** Someone's stream of changes, read one event after the other. */
export async function openStream(api: TestApi, sub: string, environment = 'staging') {
  const url = `${api.url}/api/flags/stream?environment=${environment}`;
  const authorization = `Bearer ${await api.identity.issueToken(sub)}`;
  const response = await fetch(url, { headers: { authorization, accept: 'text/event-stream' } });
  if (response.status !== 200) throw new Error(`The stream answered ${response.status}`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    /** The next `change`. */
    async next(): Promise<ChangeEvent> {
      for (;;) {
        const found = /^id: .*\ndata: (.*)\n/m.exec(text);
        if (found?.[1] !== undefined) {
          text = text.slice(found.index + found[0].length);
          return JSON.parse(found[1]) as ChangeEvent;
        }
        const { value, done = true } = (await reader?.read()) ?? {};
        if (done) throw new Error('The stream ended');
        text += value;
      }
    },
    close: () => void reader?.cancel(),
  };
}
