import { createParser } from 'eventsource-parser';
import type { EventSourceMessage } from 'eventsource-parser';

/** The API says something every 15 s. Who hears nothing for this long hears a connection that is dead. */
const SILENCE_MS = 45_000;

export interface EventStreamOptions {
  readonly open: (signal: AbortSignal) => Promise<Response>;
  /** Called with how long the server wants to be left alone after the stream has ended. */
  readonly onRetry: (ms: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Server-sent events over `fetch`, which sends headers as `EventSource` cannot. Ends with the response;
 * throws when it cannot be opened, breaks, falls silent, or when the signal says so.
 */
export async function* eventStream(
  options: EventStreamOptions,
): AsyncGenerator<EventSourceMessage> {
  const { open, onRetry, signal } = options;
  const closing = new AbortController();
  let silence: ReturnType<typeof setTimeout> | undefined;
  const received: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => received.push(event), onRetry });
  const decoder = new TextDecoder();

  function isHeard() {
    clearTimeout(silence);
    silence = setTimeout(() => closing.abort(new Error('The stream fell silent')), SILENCE_MS);
  }

  isHeard();
  try {
    const { body } = await open(AbortSignal.any([signal, closing.signal]));
    const reader = body?.getReader();
    for (;;) {
      const { value, done = true } = (await reader?.read()) ?? {};
      if (done) return;
      isHeard();
      parser.feed(decoder.decode(value, { stream: true }));
      yield* received.splice(0);
    }
  } finally {
    clearTimeout(silence);
    closing.abort();
  }
}
