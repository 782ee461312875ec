import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signAccessToken, type TokenOverrides } from './access-token.ts';
import { applicationsOn } from './applications.ts';
import { devToken } from './dev-token.ts';
import { forgetSessions } from './forget-sessions.ts';
import { oidcProvider } from './oidc-provider.ts';
import { welcomePage } from './pages/message-pages.ts';
import { htmlHeaders } from './pages/html-headers.ts';
import { findPerson, PEOPLE } from './people.ts';
import { signIn } from './sign-in.ts';
import { signingKeys } from './signing-keys.ts';

export interface IdentityOptions {
  /** Any free one unless named. */
  readonly port?: number;
  readonly consolePort?: number;
  readonly portalPort?: number;
  /** Where the signing keys are kept; without it they are new each time. */
  readonly dataDir?: string;
}

export interface Identity {
  /** Also the issuer. */
  readonly url: string;
  /** Answers requests from now on; fails with EADDRINUSE when somebody else does on this port. */
  listen(): Promise<void>;
  close(): Promise<void>;
  /** An access token for a person, as `POST /dev/token` gives; a test may bend it. */
  issueToken(sub: string, overrides?: TokenOverrides): Promise<string>;
}

/** Only this machine: whoever reaches it can be anyone. */
const HOST = '127.0.0.1';

/** Makes an identity provider for the demo people, to be started with `listen()`. */
export async function createIdentity(options: IdentityOptions = {}): Promise<Identity> {
  const port = options.port ?? (await freePort());
  const issuer = `http://localhost:${port}`;
  const keys = await signingKeys(options.dataDir);
  const applications = applicationsOn({
    consolePort: options.consolePort ?? 4101,
    portalPort: options.portalPort ?? 4102,
  });
  const provider = oidcProvider({ issuer, keys, applications });
  provider.use(htmlHeaders);
  provider.use((context, next) => {
    if (context.path === '/health/live') context.body = { status: 'ok' };
    else if (context.path === '/') context.body = welcomePage(applications);
    else return next();
  });
  provider.use(
    devToken((person, overrides) => signAccessToken(person, { issuer, keys }, overrides)),
  );
  provider.use(forgetSessions);
  provider.use(signIn(provider, applications));
  provider.on('server_error', (_context, error) => console.error(error));

  const server = createServer(provider.callback());
  return {
    url: issuer,
    listen: () => listening(server, port),
    close: () => closed(server),
    issueToken: async (sub, overrides) => {
      const person = findPerson(sub);
      if (!person)
        throw new Error(`No "${sub}" among ${PEOPLE.map((each) => each.sub).join(', ')}`);
      return (await signAccessToken(person, { issuer, keys }, overrides)).accessToken;
    },
  };
}

async function listening(server: Server, port: number): Promise<void> {
  server.listen(port, HOST);
  await once(server, 'listening');
}

async function closed(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await listening(server, 0);
  const { port } = server.address() as AddressInfo;
  await closed(server);
  return port;
}
