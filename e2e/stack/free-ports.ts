import getPort, { portNumbers } from 'get-port';

const VARIABLES = [
  'HALYARD_API_PORT',
  'HALYARD_CONSOLE_PORT',
  'HALYARD_PORTAL_PORT',
  'HALYARD_IDENTITY_PORT',
] as const;
export type Ports = Record<(typeof VARIABLES)[number], string>;

/** Below those that systems give to outgoing connections, any of which could take one that was free. */
const FIRST = 11_000;
/** Each process looks in a range of its own: two that start at once do not take each other's. */
const RANGES = 200;
const SIZE = 100;

/** A free port for each server. */
export async function freePorts(): Promise<Ports> {
  const from = FIRST + (process.pid % RANGES) * SIZE;
  const ports = await Promise.all(
    VARIABLES.map(async (name) => {
      const port = await getPort({ port: portNumbers(from, from + SIZE - 1) });
      return [name, String(port)] as const;
    }),
  );
  return Object.fromEntries(ports) as Ports;
}
