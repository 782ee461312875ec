import { SigningKeys } from '../signing/signing-keys.ts';

/** Every environment variable that the API reads. Nothing else reads `process.env`. */
const VARIABLES = {
  HALYARD_API_PORT: { fallback: '4100', parse: port },
  MONGODB_URI: { fallback: undefined, parse: url('mongodb:', 'mongodb+srv:') },
  HALYARD_DATABASE: { fallback: 'halyard', parse: text },
  HALYARD_ISSUER: { fallback: 'http://localhost:4103', parse: url('http:', 'https:') },
  HALYARD_JWKS_URI: { fallback: '', parse: optional(url('http:', 'https:')) },
  HALYARD_AUDIENCE: { fallback: 'halyard-api', parse: text },
  HALYARD_DEFAULT_ENVIRONMENT: { fallback: 'prod', parse: text },
  HALYARD_ADMINS: { fallback: '', parse: list },
  HALYARD_AUDIT_KEY: { fallback: '', parse: signingKeys },
  HALYARD_RULESET_KEY: { fallback: '', parse: signingKeys },
  HALYARD_RULESET_HOURS: { fallback: '24', parse: atLeastOne },
  HALYARD_DATA_DIR: { fallback: '.halyard', parse: text },
  HALYARD_DEMO: { fallback: 'false', parse: trueOrFalse },
  HALYARD_PURGE_AFTER_DAYS: { fallback: '365', parse: wholeNumber },
  HALYARD_SERVER_KEY_LIMIT: { fallback: '10000', parse: wholeNumber },
  HALYARD_CLIENT_KEY_LIMIT: { fallback: '100', parse: wholeNumber },
  HALYARD_TRUSTED_PROXIES: { fallback: '', parse: list },
  HALYARD_LOG_LEVEL: { fallback: 'info', parse: oneOf('silent', 'error', 'warn', 'info', 'debug') },
  HALYARD_METRICS_TOKEN: { fallback: '', parse: optional(text) },
  OTEL_EXPORTER_OTLP_ENDPOINT: { fallback: '', parse: optional(url('http:', 'https:')) },
} as const satisfies Record<
  string,
  { fallback: string | undefined; parse: (value: string) => unknown }
>;

type Name = keyof typeof VARIABLES;

/** The API's configuration, parsed. `.env.example` says what each is for. */
export type Env = { readonly [N in Name]: ReturnType<(typeof VARIABLES)[N]['parse']> };

/** What Nest injects the configuration by. */
export const ENV = Symbol('Env');

export const ENV_NAMES = Object.keys(VARIABLES) as readonly Name[];

/**
 * Reads and checks the environment.
 * @throws Error listing every variable that is missing or wrong, with what it has to be.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const faults: string[] = [];
  const read = (name: Name): unknown => {
    const { fallback, parse } = VARIABLES[name];
    const value = source[name] ?? fallback;
    try {
      if (value === undefined) throw new Error('has to be set');
      return parse(value);
    } catch (error) {
      faults.push(`  ${name} ${(error as Error).message}`);
      return undefined;
    }
  };
  const env = Object.fromEntries(ENV_NAMES.map((name) => [name, read(name)]));
  if (faults.length > 0) throw new Error(`The environment is not valid:\n${faults.join('\n')}`);
  return env as Env;
}

function optional<T>(parse: (value: string) => T): (value: string) => T | undefined {
  return (value) => (value === '' ? undefined : parse(value));
}

function text(value: string): string {
  if (value.trim() === '') throw new Error('has to be text, not empty');
  return value;
}

function signingKeys(value: string): SigningKeys | null {
  return value.trim() === '' ? null : SigningKeys.from(value);
}

function list(value: string): readonly string[] {
  return value.split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()]));
}

function port(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new Error(`has to be a port number from 0 to 65535, not "${value}"`);
}

function wholeNumber(value: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new Error(`has to be a whole number, not "${value}"`);
}

function atLeastOne(value: string): number {
  const number = wholeNumber(value);
  if (number >= 1) return number;
  throw new Error('has to be 1 or more');
}

function trueOrFalse(value: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new Error(`has to be true or false, not "${value}"`);
}

function url(...protocols: string[]): (value: string) => string {
  return (value) => {
    const wanted = protocols.map((protocol) => `${protocol}//`).join(' or ');
    if (!protocols.some((protocol) => value.startsWith(`${protocol}//`))) {
      throw new Error(`has to be a URL beginning with ${wanted}`);
    }
    return value;
  };
}

function oneOf<const V extends string>(...values: V[]): (value: string) => V {
  return (value) => {
    const found = values.find((candidate) => candidate === value);
    if (found === undefined)
      throw new Error(`has to be one of ${values.join(', ')}, not "${value}"`);
    return found;
  };
}
