import { randomUUID } from 'node:crypto';

/** Who approves what a script changes in production. */
const REVIEWERS = ['marco', 'roberto'] as const;

/** The API as a script sees it, with a token of the development identity. It changes production. */
export class Api {
  constructor(
    private readonly urls: { readonly api: string; readonly identity: string },
    private readonly sub = 'ada',
  ) {}

  get<T>(path: string): Promise<T> {
    return this.call('GET', path);
  }

  /** What a file has. */
  async text(path: string): Promise<string> {
    return (await this.send('GET', path)).text();
  }

  /** Puts a flag back to what the seeds make of it in production: off, for nobody, not killed. */
  async reset(key: string): Promise<void> {
    await this.act(key, 'unkill');
    await this.configure(key, {
      state: 'off',
      scope: { plans: [], tenantSlugs: [], partnerSlugs: [] },
    });
  }

  /** Brings back what a kill switch holds down in production. */
  async release(category: string): Promise<void> {
    const path = `/api/admin/kill-switches/prod/${category}`;
    await this.make('DELETE', path, { reason: 'A test is over' });
  }

  async configure(key: string, config: object): Promise<void> {
    await this.configureIn('prod', key, config);
  }

  async configureIn(environment: string, key: string, config: object): Promise<void> {
    await this.make('PATCH', `/api/admin/flags/${key}/environments/${environment}`, config);
  }

  /** Makes a flag, off everywhere unless told otherwise. */
  async makeFlag(flag: { readonly key: string; readonly [field: string]: unknown }): Promise<void> {
    await this.make('POST', '/api/admin/flags', flag);
  }

  async restore(key: string): Promise<void> {
    const reason = 'A test asks for it';
    await this.make('POST', `/api/admin/flags/${key}/actions/restore`, { reason });
  }

  async act(key: string, action: string, reason = 'A test asks for it'): Promise<void> {
    const body = { environment: 'prod', reason };
    await this.make('POST', `/api/admin/flags/${key}/actions/${action}`, body);
  }

  /** Turns a flag on for one tenant in production. `approver`: the tenant's own, where it has one. */
  async override(tenant: string, key: string, approver?: string): Promise<void> {
    const body = { variant: 'on', reason: 'A test asks for it' };
    await this.make('PUT', overridePath(tenant, key), body, approver);
  }

  async endOverride(tenant: string, key: string, approver?: string): Promise<void> {
    const { items } = await this.get<{ items: object[] }>(
      `/api/admin/overrides?environment=prod&tenant=${tenant}&flag=${key}`,
    );
    const body = { reason: 'The test is over' };
    if (items.length > 0) await this.make('DELETE', overridePath(tenant, key), body, approver);
  }

  /** Leaves a flag off for one tenant, at once. */
  async rollBack(tenant: string, key: string): Promise<void> {
    const body = { environment: 'prod', tenant, reason: 'A test asks for it' };
    await this.call('POST', `/api/admin/flags/${key}/actions/rollback`, body);
  }

  /** Says that variants of a flag were served, now and each half hour before: day is busier than night. */
  async expose(key: string, perHour: Readonly<Record<string, number>>, days = 1): Promise<void> {
    const HALF_AN_HOUR = 30 * 60_000;
    const counts = Array.from({ length: days * 48 }, (_, index) => {
      const at = Date.now() - index * HALF_AN_HOUR;
      const busy = 1.2 - Math.cos((at / 86_400_000) * 2 * Math.PI);
      return Object.entries(perHour).map(([variant, most], nth) => ({
        flag: key,
        variant,
        tenant: null,
        minute: new Date(at).toISOString(),
        count: Math.max(1, Math.round(most * busy * (1 + 0.15 * Math.sin(index * (nth + 1))))),
      }));
    }).flat();
    await this.call('POST', '/api/flags/exposures', { counts });
  }

  /** Makes an SDK key, and answers its secret. */
  makeKey(key: object): Promise<{ readonly id: string; readonly secret: string }> {
    return this.call('POST', '/api/admin/sdk-keys', key);
  }

  /** Lets browsers call from these origins with a client key. */
  async nameOrigins(id: string, origins: readonly string[]): Promise<void> {
    await this.call('PATCH', `/api/admin/sdk-keys/${id}`, { origins });
  }

  async revokeKey(id: string): Promise<void> {
    await this.call('DELETE', `/api/admin/sdk-keys/${id}`, {});
  }

  /** Makes a segment with those included by name, however many. */
  async makeSegment(
    key: string,
    included: readonly string[] = [],
    more: object = {},
  ): Promise<void> {
    await this.call('POST', '/api/admin/segments', { key, ...more });
    const MOST = 10_000;
    for (let from = 0; from < included.length; from += MOST) {
      const add = included.slice(from, from + MOST);
      await this.call('POST', `/api/admin/segments/${key}/members`, { list: 'included', add });
    }
  }

  /** A new flag that is on for a segment in an environment, and for nobody else. */
  async makeFlagFor(segment: string, key: string, environment: string): Promise<void> {
    const rules = [{ id: 'members', segments: [segment], serve: { variant: 'on' } }];
    await this.makeFlag({ key, environments: { [environment]: { state: 'targeted', rules } } });
  }

  /** Turns a flag off in an environment, and forgets its rules. */
  async emptyFlag(key: string, environment: string): Promise<void> {
    const off = { state: 'off', rules: [] };
    await this.make('PATCH', `/api/admin/flags/${key}/environments/${environment}`, off);
  }

  /** Sets what somebody may do on the platform. */
  async setRoles(sub: string, roles: readonly string[]): Promise<void> {
    await this.call('PUT', `/api/admin/members/platform/${sub}`, { roles });
  }

  /** Two others approve a request, and so it is made. */
  async approve(ref: string, approver: string = REVIEWERS[0]): Promise<void> {
    const path = `/api/admin/change-requests/${ref}`;
    for (const reviewer of [approver, REVIEWERS[1]]) {
      const other = new Api(this.urls, reviewer);
      await other.call('POST', `${path}/reviews`, { decision: 'approve' });
    }
    const { state, conflict } = await this.get<{ state: string; conflict: string | null }>(path);
    if (state !== 'applied') throw new Error(`${ref} is ${state}: ${conflict}`);
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

  /** Makes a change; where it needs approval, it is filed and approved. */
  private async make(method: string, path: string, body: object, approver?: string): Promise<void> {
    const response = await this.send(method, path, body);
    if (response.ok) return;
    const problem = (await response.json()) as { code: string; change?: object };
    if (problem.code !== 'approval_required') {
      throw new Error(`${method} ${path}: ${JSON.stringify(problem)}`);
    }
    const request = { change: problem.change, rationale: 'A test asks for it' };
    const { ref } = await this.call<{ ref: string }>('POST', '/api/admin/change-requests', request);
    await this.approve(ref, approver);
  }

  private async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.send(method, path, body);
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  private async send(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${this.urls.api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.token()}`,
        'idempotency-key': randomUUID(),
        ...(body && { 'content-type': 'application/json' }),
      },
      body: JSON.stringify(body),
    });
  }

  private async token(): Promise<string> {
    const response = await fetch(`${this.urls.identity}/dev/token`, {
      method: 'POST',
      body: JSON.stringify({ sub: this.sub }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }
}

function overridePath(tenant: string, key: string): string {
  return `/api/admin/overrides/prod/${tenant}/${key}`;
}
