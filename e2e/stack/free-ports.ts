import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

const VARIABLES = [
  'HALYARD_API_PORT',
  'HALYARD_CONSOLE_PORT',
  'HALYARD_PORTAL_PORT',
  'HALYARD_IDENTITY_PORT',
] as const;
export type Ports = Record<(typeof VARIABLES)[number], string>;

/** A free port for each server. All are held until all are found, so that they differ. */
export async function freePorts(): Promise<Ports> {
  const servers = await Promise.all(
    VARIABLES.map(async () => {
      const server = createServer().listen(0);
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => String((server.address() as AddressInfo).port));
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return Object.fromEntries(VARIABLES.map((name, index) => [name, ports[index]])) as Ports;
}
