import fc from 'fast-check';
import { eventStream } from './event-stream.ts';

const TEXT =
  'retry: 1500\n\nid: prod:17\ndata: {"version":17}\n\n: nothing\n\nevent: heartbeat\ndata: {}\n\ndata: é\r\n\r\n';

function streamed(chunks: readonly Uint8Array<ArrayBuffer>[]) {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  return () => Promise.resolve(new Response(body));
}

it('hears the same, however its bytes are cut', async () => {
  const bytes = new TextEncoder().encode(TEXT);
  const cuts = fc.array(fc.nat(bytes.length)).map((each) => [0, ...each, bytes.length]);
  await fc.assert(
    fc.asyncProperty(cuts, async (unordered) => {
      const ordered = unordered.toSorted((one, other) => one - other);
      const chunks = ordered.map((cut, index) => bytes.slice(cut, ordered[index + 1]));
      const retries: number[] = [];
      const heard: unknown[] = [];
      const { signal } = new AbortController();
      const onRetry = (ms: number) => retries.push(ms);
      for await (const { event, data } of eventStream({
        open: streamed(chunks),
        onRetry,
        signal,
      })) {
        heard.push([event, data]);
      }
      expect(retries).toEqual([1500]);
      expect(heard).toEqual([
        [undefined, '{"version":17}'],
        ['heartbeat', '{}'],
        [undefined, 'é'],
      ]);
    }),
  );
});
