import { appendResponseHeader, getRequestHeader } from 'h3';
import { Buffer } from 'node:buffer';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

/** Styles and state travel in a page's own text, most of which compresses away. Assets are compressed already. */
export default defineNitroPlugin((nitro) => {
  nitro.hooks.hook('render:response', async (response, { event }) => {
    // The page of an error is read by the handler of errors, as text, before it is sent.
    if (typeof response.body !== 'string' || event.path.startsWith('/__nuxt_error')) return;
    appendResponseHeader(event, 'vary', 'accept-encoding');
    if (!/\bgzip\b/.test(getRequestHeader(event, 'accept-encoding') ?? '')) return;
    response.body = await compress(Buffer.from(response.body));
    response.headers = { ...response.headers, 'content-encoding': 'gzip' };
  });
});
