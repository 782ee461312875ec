/** What the sign-in and the proxy need to know, read from the environment once, at boot. */
export interface Settings {
  /** The platform API, without a slash at the end. */
  readonly apiUrl: string;
  /** The OpenID Connect provider. */
  readonly issuer: string;
  readonly clientId: string;
  /** A client without a secret is a public one, which PKCE alone protects. */
  readonly clientSecret: string | undefined;
  readonly scope: string;
  /** Seals the cookies. */
  readonly sessionSecret: string;
  /** Where people reach this app. */
  readonly origin: string;
}

export interface SettingsDefaults {
  readonly clientId?: string;
  readonly origin?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with the environment, at once. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const SECRET_LENGTH = 32;

/**
 * Reads and checks the environment.
 * @throws SettingsError naming each variable that is missing or wrong
 */
export function readSettings(env: Environment, defaults: SettingsDefaults = {}): Settings {
  const faults: string[] = [];
  const settings: Settings = {
    apiUrl: url('HALYARD_API_URL', 'http://localhost:4100'),
    issuer: url('HALYARD_ISSUER', 'http://localhost:4103'),
    clientId: text('HALYARD_CLIENT_ID', defaults.clientId),
    clientSecret: env['HALYARD_CLIENT_SECRET'] || undefined,
    scope: text('HALYARD_SCOPE', 'openid profile email'),
    sessionSecret: text('HALYARD_SESSION_SECRET'),
    origin: url('HALYARD_ORIGIN', defaults.origin),
  };
  if (settings.sessionSecret && settings.sessionSecret.length < SECRET_LENGTH) {
    faults.push(`HALYARD_SESSION_SECRET has to be ${SECRET_LENGTH} characters or more`);
  }
  if (settings.origin && new URL(settings.origin).origin !== settings.origin) {
    faults.push(`HALYARD_ORIGIN is "${settings.origin}", and has to be an origin without a path`);
  }
  if (!settings.scope.split(' ').includes('openid')) {
    faults.push(`HALYARD_SCOPE is "${settings.scope}", and has to contain "openid"`);
  }
  if (faults.length > 0) throw new SettingsError(faults.join('\n'));
  return settings;

  function text(name: string, fallback?: string): string {
    const value = env[name] || fallback || '';
    if (!value) faults.push(`${name} is not set`);
    return value;
  }

  function url(name: string, fallback?: string): string {
    const value = text(name, fallback);
    if (!value) return '';
    if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) {
      return value.replace(/\/+$/, '');
    }
    faults.push(`${name} is "${value}", and has to be an http or https URL`);
    return '';
  }
}
