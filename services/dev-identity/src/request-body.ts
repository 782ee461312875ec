import type { IncomingMessage } from 'node:http';

const LIMIT_BYTES = 10 * 1024;

/** The body of a request as text, or undefined when it is larger than anything sensible here. */
export async function textBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LIMIT_BYTES) chunks.push(chunk);
  }
  return size <= LIMIT_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
}
