import http from 'node:http';
import https from 'node:https';

/**
 * Asks whether a download would work, without starting it: resolves when the host has the file,
 * and throws the reason otherwise, never later than `withinMs`.
 */
export async function probe(url: URL, proxy: URL | undefined, withinMs: number): Promise<void> {
  const signal = AbortSignal.timeout(withinMs);
  try {
    const status = await (proxy ? statusOfTunnel(url, proxy, signal) : statusOf(url, signal));
    if (status >= 400) throw new Error(`the answer was ${status}`);
  } catch (error) {
    const via = proxy ? ` through the proxy ${proxy.host}` : '';
    const reason = signal.aborted
      ? `no answer within ${withinMs / 1000} seconds`
      : reasonOf(error as NodeJS.ErrnoException);
    throw new Error(`${url}${via}: ${reason}`);
  }
}

function statusOf(url: URL, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const client = url.protocol === 'http:' ? http : https;
    client
      .request(url, { method: 'HEAD', signal, agent: false })
      .on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 500);
      })
      .on('error', reject)
      .end();
  });
}

function statusOfTunnel(url: URL, proxy: URL, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const client = proxy.protocol === 'https:' ? https : http;
    const path = `${url.hostname}:${url.port || 443}`;
    const credentials = decodeURIComponent(`${proxy.username}:${proxy.password}`);
    const headers = proxy.username
      ? { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }
      : {};
    client
      .request(proxy, { method: 'CONNECT', path, headers, signal, agent: false })
      .on('connect', (response, socket) => {
        socket.destroy();
        resolve(response.statusCode ?? 500);
      })
      .on('error', reject)
      .end();
  });
}

/** A host with several addresses fails with an AggregateError, whose own message is empty. */
function reasonOf(error: NodeJS.ErrnoException): string {
  return error.message || error.code || error.name;
}
