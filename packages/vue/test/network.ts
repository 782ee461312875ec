let pending = 0;

/** Nothing is being asked. A stream that is open counts as nothing. */
export const isQuiet = () => pending === 0;

/** `fetch`, whole answers at a time, so that a test knows when there is nothing more to wait for. */
export const watchedFetch: typeof fetch = async (input, init) => {
  pending += 1;
  try {
    const response = await fetch(input, init);
    const isStream = response.headers.get('content-type') === 'text/event-stream';
    return isStream ? response : new Response(await response.arrayBuffer(), response);
  } finally {
    pending -= 1;
  }
};
