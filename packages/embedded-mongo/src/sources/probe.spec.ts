import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { freePort } from '../free-port.ts';
import { probe } from './probe.ts';

const servers: { server: Server; sockets: Set<Socket> }[] = [];

async function listening(server: Server): Promise<URL> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  servers.push({ server, sockets });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mongod.tgz`);
}

afterEach(() => {
  for (const { server, sockets } of servers.splice(0)) {
    server.close();
    sockets.forEach((socket) => socket.destroy());
  }
});

it('is content with a host that has the file', async () => {
  const url = await listening(createHttpServer((_, response) => response.end()));
  await expect(probe(url, undefined, 5_000)).resolves.toBeUndefined();
});

it('says that there is no such file', async () => {
  const url = await listening(createHttpServer((_, response) => response.writeHead(403).end()));
  await expect(probe(url, undefined, 5_000)).rejects.toThrow(/mongod.tgz: the answer was 403/);
});

it('gives up in time on a network that swallows what is sent', async () => {
  const url = await listening(createServer());
  await expect(probe(url, undefined, 200)).rejects.toThrow('no answer within 0.2 seconds');
});

it('says at once that nobody listens', async () => {
  const url = new URL(`http://127.0.0.1:${await freePort()}/`);
  await expect(probe(url, undefined, 5_000)).rejects.toThrow('ECONNREFUSED');
});

it('asks through the proxy where there is one', async () => {
  const asked: (string | undefined)[] = [];
  const proxy = createHttpServer().on('connect', ({ url, headers }, socket) => {
    asked.push(url, headers['proxy-authorization']);
    socket.end('HTTP/1.1 200 OK\r\n\r\n');
  });
  const address = await listening(proxy);
  address.username = 'me';
  address.password = 'p%40ss';

  await probe(new URL('https://downloads.example/mongod.tgz'), address, 5_000);

  expect(asked).toEqual([
    'downloads.example:443',
    `Basic ${Buffer.from('me:p@ss').toString('base64')}`,
  ]);
});

it('names the proxy that refuses, and not its password', async () => {
  const proxy = await listening(
    createHttpServer().on('connect', (_, socket) => socket.end('HTTP/1.1 407 No\r\n\r\n')),
  );
  proxy.username = 'me';
  proxy.password = 'secret';
  const probing = probe(new URL('https://downloads.example/mongod.tgz'), proxy, 5_000);
  await expect(probing).rejects.toThrow(`through the proxy ${proxy.host}: the answer was 407`);
  await expect(probing).rejects.not.toThrow('secret');
});
