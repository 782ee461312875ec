/** Of one connection and not of the request (RFC 9110, 7.6.1). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** What the browser says and the API may not hear: who it is comes from the session alone. */
const NOT_UPSTREAM = new Set([
  ...HOP_BY_HOP,
  'authorization',
  'cookie',
  'host',
  // Sent anew, for the body as it is passed on.
  'content-length',
  'expect',
  // The way to the API is short; a compressed stream would have to be buffered.
  'accept-encoding',
]);

const NOT_DOWNSTREAM = new Set([
  ...HOP_BY_HOP,
  'set-cookie',
  // fetch() has decoded the body.
  'content-encoding',
  'content-length',
]);

type IncomingHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The headers of a browser's request as the API gets them. */
export function headersUpstream(headers: IncomingHeaders): Headers {
  const dropped = new Set([...NOT_UPSTREAM, ...named(headers['connection'])]);
  const upstream = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || dropped.has(name.toLowerCase())) continue;
    for (const each of [value].flat()) upstream.append(name, each);
  }
  upstream.set('accept-encoding', 'identity');
  return upstream;
}

/** The headers of the API's answer as the browser gets them. */
export function headersDownstream(headers: Headers): Headers {
  const dropped = new Set([...NOT_DOWNSTREAM, ...named(headers.get('connection') ?? undefined)]);
  return new Headers([...headers].filter(([name]) => !dropped.has(name)));
}

/** What `Connection: close, X-Mine` declares to be of this connection only. */
function named(connection: string | readonly string[] | undefined): string[] {
  return [connection ?? []].flat().flatMap((value) => value.toLowerCase().split(/\s*,\s*/));
}

/** Where the API answers this path, or undefined for a path that leads out of `/api/`. */
export function upstreamUrl(apiUrl: string, path: string): URL | undefined {
  const base = new URL(apiUrl);
  const inside = `${base.pathname.replace(/\/+$/, '')}/api/`;
  if (!URL.canParse(apiUrl + path)) return undefined;
  // Parsing resolves "..", encoded or not.
  const url = new URL(apiUrl + path);
  return url.origin === base.origin && url.pathname.startsWith(inside) ? url : undefined;
}
