import { defineEventHandler, getRequestHeader, getRequestWebStream, sendWebResponse } from 'h3';
import { headersDownstream, headersUpstream } from '../../../src/forward';
import { problem } from '../../../src/problem';
import { mayChange } from '../../../src/same-origin';

/** The API behind the session: the same paths, with the person's token. */
export default defineEventHandler(async (event) => {
  const origin = {
    method: event.method,
    secFetchSite: getRequestHeader(event, 'sec-fetch-site'),
    origin: getRequestHeader(event, 'origin'),
  };
  if (!mayChange(origin, settings().origin)) return problem('permission_denied');

  // Nobody reads on after the browser has gone; a stream would go on for ever.
  const gone = new AbortController();
  event.node.res.once('close', () => gone.abort());

  const answer = await apiFetch(event, event.path, {
    method: event.method,
    headers: headersUpstream(event.node.req.headers),
    body: hasBody(event.node.req.headers) ? getRequestWebStream(event) : undefined,
    duplex: 'half',
    signal: gone.signal,
  } as RequestInit);
  try {
    const { status, body } = answer;
    const headers = headersDownstream(answer.headers);
    await sendWebResponse(event, new Response(body, { status, headers }));
  } catch {
    // Half an answer must not look like a whole one, and a stream that is dead not like a quiet one.
    event.node.res.destroy();
  }
});

function hasBody(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
