import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type {
  AuditEntryResponse,
  CreatedSdkKeyResponse,
  CreateSdkKeyDto,
  FlagResponse,
  ProblemCode,
  ProblemResponse,
} from '@halyard/contracts';
import { TEST_URI_VARIABLE } from '@halyard/embedded-mongo';
import type { Identity, TokenOverrides } from '@halyard/dev-identity';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createApp } from '../src/app.ts';
import { readEnv } from '../src/config/env.ts';
import type { LogDestination } from '../src/config/logger.ts';

/** The API as tests see it: the real server on a port of its own, a database of its own. */
export interface TestApi {
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly identity: Identity;
  /** What the API was started with: another replica takes the same. */
  readonly variables: Readonly<Record<string, string>>;
  /** Someone who speaks to it. */
  as(sub: string, overrides?: TokenOverrides): Person;
  /** An application with a new SDK key. */
  withKey(key?: Partial<CreateSdkKeyDto>): Promise<Application>;
  close(): Promise<void>;
}

/**
 * Starts the API with the demo's tenants and people; `variables` of another one make a replica of it.
 * `own` variables come on top. The first of a process says where all of them log.
 */
export async function startApi(
  replicaOf?: TestApi,
  own: Readonly<Record<string, string>> = {},
  logs?: LogDestination,
): Promise<TestApi> {
  const identity = replicaOf?.identity ?? (await startIdentity());
  const variables = { ...(replicaOf?.variables ?? variablesOf(identity)), ...own };
  const app = await createApp(readEnv(variables), logs);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    url,
    app,
    identity,
    variables,
    as: (sub, overrides) => new Person(url, () => identity.issueToken(sub, overrides)),
    withKey: async (key) => {
      const ada = new Person(url, () => identity.issueToken('ada'));
      const { status, body } = await ada.createKey(key);
      if (status !== 201) throw new Error(`No key was made: ${JSON.stringify(body)}`);
      return new Application(url, body);
    },
    close: async () => {
      await app.close();
      if (replicaOf === undefined) await identity.close();
    },
  };
}

function variablesOf(identity: Identity): Record<string, string> {
  return {
    MONGODB_URI: process.env[TEST_URI_VARIABLE] ?? '',
    HALYARD_DATABASE: `test_${randomUUID()}`,
    HALYARD_ISSUER: identity.url,
    HALYARD_DEMO: 'true',
    // Where nothing waits for approval; tests of approvals name prod.
    HALYARD_DEFAULT_ENVIRONMENT: 'staging',
    HALYARD_LOG_LEVEL: 'error',
    HALYARD_API_PORT: '0',
    HALYARD_AUDIT_KEY: aSigningKey(),
    HALYARD_RULESET_KEY: aSigningKey(),
  };
}

function aSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

async function startIdentity(): Promise<Identity> {
  // Loaded late: Jest cannot load jose for this package and for jwks-rsa at the same time.
  const { createIdentity } = await import('@halyard/dev-identity');
  const identity = await createIdentity();
  await identity.listen();
  return identity;
}

export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A person with a token, and what they do. */
export class Person {
  constructor(
    private readonly url: string,
    private readonly token: () => Promise<string>,
  ) {}

  get = <B = never>(path: string) => this.call<B>('GET', path);
  post = <B = never>(path: string, body: unknown = {}) => this.call<B>('POST', path, body);
  put = <B = never>(path: string, body: unknown) => this.call<B>('PUT', path, body);
  patch = <B = never>(path: string, body: unknown) => this.call<B>('PATCH', path, body);

  /** An action has an Idempotency-Key of its own, unless `headers` says another one. */
  async call<B>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<B>> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.token()}`,
        ...(text !== undefined && { 'content-type': 'application/json' }),
        ...(path.includes('/actions/') && { 'idempotency-key': randomUUID() }),
        ...headers,
      },
      body: text,
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as B,
    };
  }

  /** A file, as text. */
  async download(path: string): Promise<string> {
    const headers = { authorization: `Bearer ${await this.token()}` };
    return (await fetch(`${this.url}${path}`, { headers })).text();
  }

  createFlag(key: string, more: object = {}): Promise<Answer<FlagResponse>> {
    return this.post<FlagResponse>('/api/admin/flags', { key, ...more });
  }

  flag(key: string): Promise<Answer<FlagResponse>> {
    return this.get<FlagResponse>(`/api/admin/flags/${key}`);
  }

  configure(key: string, environment: string, patch: object): Promise<Answer<FlagResponse>> {
    return this.patch<FlagResponse>(`/api/admin/flags/${key}/environments/${environment}`, patch);
  }

  act(
    action: string,
    key: string,
    environment = 'staging',
    reason = 'a test',
  ): Promise<Answer<FlagResponse>> {
    return this.post<FlagResponse>(`/api/admin/flags/${key}/actions/${action}`, {
      environment,
      reason,
    });
  }

  /** The value of a flag for a tenant, or for the person's own. */
  async sees(key: string, tenantSlug?: string, environment?: string): Promise<unknown> {
    const { body } = await this.post<{ flags: Record<string, unknown> }>('/api/flags/evaluate', {
      tenantSlug,
      environment,
      keys: [key],
    });
    return body.flags[key];
  }

  /** A server key for every tenant in staging, unless it says otherwise. */
  createKey(key: Partial<CreateSdkKeyDto> = {}): Promise<Answer<CreatedSdkKeyResponse>> {
    const usual = { kind: 'server', name: 'An application', environment: 'staging' };
    return this.post('/api/admin/sdk-keys', { ...usual, ...key });
  }

  async history(key: string): Promise<readonly AuditEntryResponse[]> {
    const path = `/api/admin/flags/${key}/history`;
    return (await this.get<{ items: AuditEntryResponse[] }>(path)).body.items;
  }
}

/** An application, which asks with its SDK key. */
export class Application extends Person {
  readonly secret: string;

  constructor(
    url: string,
    readonly key: CreatedSdkKeyResponse,
  ) {
    super(url, () => Promise.resolve(key.secret));
    this.secret = key.secret;
  }
}

/** Expects a problem, and answers it. */
export async function expectProblem(
  code: ProblemCode,
  call: Promise<Answer>,
): Promise<ProblemResponse> {
  const { status, headers, body } = await call;
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(body).toMatchObject({ code, status });
  return body as ProblemResponse;
}

/** The pointers of a problem's faults. */
export function pointersOf({ errors = [] }: ProblemResponse): string[] {
  return errors.map(({ pointer }) => pointer).sort();
}
