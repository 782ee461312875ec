/** What the service reads from the environment. Nothing else in it looks there. */
export interface Config {
  readonly port: number;
  readonly consolePort: number;
  readonly portalPort: number;
  /** Where the signing keys are kept, so that tokens outlive a restart. */
  readonly dataDir: string;
}

/** Everything that is wrong with the environment, at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const PORTS = {
  port: ['HALYARD_IDENTITY_PORT', 4103],
  consolePort: ['HALYARD_CONSOLE_PORT', 4101],
  portalPort: ['HALYARD_PORTAL_PORT', 4102],
} as const;

/**
 * Reads and checks the environment.
 * @throws ConfigError in production, where nobody may sign in without a password, and for what is wrong
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  if (env['NODE_ENV'] === 'production') {
    throw new ConfigError(
      'dev-identity lets anyone sign in as anyone, so it does not start with NODE_ENV=production. ' +
        'Point Halyard at your own OpenID Connect provider instead.',
    );
  }
  const faults: string[] = [];
  const port = ([name, fallback]: (typeof PORTS)[keyof typeof PORTS]): number => {
    const value = env[name] || `${fallback}`;
    const number = /^\d{1,5}$/.test(value) ? Number(value) : 0;
    if (number < 1 || number > 65_535) {
      faults.push(`${name} is "${value}", and a port is a whole number from 1 to 65535`);
    }
    return number;
  };
  const config = {
    port: port(PORTS.port),
    consolePort: port(PORTS.consolePort),
    portalPort: port(PORTS.portalPort),
    dataDir: env['HALYARD_DATA_DIR'] || '.halyard',
  };
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return config;
}
