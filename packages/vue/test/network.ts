let pending = 0;
let streamed = '';

/** Nothing is being asked. A stream that is open counts as nothing. */
export const isQuiet = () => pending === 0;

/** Whether a page has read this from a stream. */
export const isHeard = (words: string) => streamed.includes(words);

/** `fetch`, whole answers at a time, so that a test knows when there is nothing more to wait for. */
export const watchedFetch: typeof fetch = async (input, init) => {
  pending += 1;
  try {
    const response = await fetch(input, init);
    const isStream = response.headers.get('content-type') === 'text/event-stream';
    if (!isStream) return new Response(await response.arrayBuffer(), response);
    return new Response(response.body?.pipeThrough(aTap()), response);
  } finally {
    pending -= 1;
  }
};

function aTap() {
  streamed = '';
  return new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      streamed += new TextDecoder().decode(chunk);
      controller.enqueue(chunk);
    },
  });
}
