/** The API as a script sees it, with a token of the development identity. It changes production. */
export class Api {
  constructor(
    private readonly urls: { readonly api: string; readonly identity: string },
    private readonly sub = 'ada',
  ) {}

  get<T>(path: string): Promise<T> {
    return this.call('GET', path);
  }

  /** Puts a flag back to what the seeds make of it in production: off, for nobody, not killed. */
  async reset(key: string): Promise<void> {
    await this.act(key, 'unkill');
    await this.configure(key, {
      state: 'off',
      scope: { plans: [], tenantSlugs: [], partnerSlugs: [] },
    });
  }

  async configure(key: string, config: object): Promise<void> {
    await this.call('PATCH', `/api/admin/flags/${key}/environments/prod`, config);
  }

  async act(key: string, action: string, reason = 'A test asks for it'): Promise<void> {
    const body = { environment: 'prod', reason };
    await this.call('POST', `/api/admin/flags/${key}/actions/${action}`, body);
  }

  /** What a tenant gets. */
  async valueFor(tenantSlug: string, key: string): Promise<unknown> {
    const body = { tenantSlug, keys: [key] };
    const { flags } = await this.call<{ flags: Record<string, unknown> }>(
      'POST',
      '/api/flags/evaluate',
      body,
    );
    return flags[key];
  }

  private async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.urls.api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.token()}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  private async token(): Promise<string> {
    const response = await fetch(`${this.urls.identity}/dev/token`, {
      method: 'POST',
      body: JSON.stringify({ sub: this.sub }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }
}
