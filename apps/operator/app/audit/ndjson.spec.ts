import { ndjson } from './ndjson';

const bodyOf = (...chunks: string[]) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });

async function valuesOf(...chunks: string[]) {
  const values: unknown[] = [];
  for await (const value of ndjson(bodyOf(...chunks))) values.push(value);
  return values;
}

it('reads each line, wherever the chunks end', async () => {
  expect(await valuesOf('{"a":1}\n{"b', '":"ü"}\n', '{"c":3}')).toEqual([
    { a: 1 },
    { b: 'ü' },
    { c: 3 },
  ]);
  expect(await valuesOf()).toEqual([]);
});

it('stops reading where its reader does', async () => {
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('1\n')),
    cancel: () => void (cancelled = true),
  });
  for await (const value of ndjson(endless)) if (value === 1) break;
  expect(cancelled).toBe(true);
});
