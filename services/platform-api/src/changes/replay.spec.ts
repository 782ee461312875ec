import type { FlagPageResponse, OverridePageResponse } from '@halyard/contracts';
import type { FlagResponse, OverrideResponse } from '@halyard/contracts';
import fc from 'fast-check';
import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { carryThrough } from '../../test/approvals.ts';
import { chainOf } from '../../test/audit.ts';
import { firstBroken } from '../audit/audit-entry.ts';
import type { AuditEntry } from '../audit/audit-entry.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const KEYS = ['replay_a', 'replay_b', 'replay_c'];
const TENANTS = ['98chimp', 'loomi'];
const key = fc.constantFrom(...KEYS);
const environment = fc.constantFrom('dev', 'staging');
const reason = fc.constant('a random change');

/** Somebody's change, as a call: many are refused, which is part of the point. */
const call = fc.oneof(
  fc.record({
    method: fc.constant('POST'),
    path: fc.constant('/api/admin/flags'),
    body: fc.record({ key }),
  }),
  fc.record({
    method: fc.constant('PATCH'),
    path: key.map((one) => `/api/admin/flags/${one}`),
    body: fc.record({
      description: fc.string({ maxLength: 20 }),
      tags: fc.constantFrom([], ['a1'], ['a1', 'b2']),
    }),
  }),
  fc.record({
    method: fc.constant('PATCH'),
    path: fc
      .tuple(key, environment)
      .map(([one, env]) => `/api/admin/flags/${one}/environments/${env}`),
    body: fc.record(
      {
        state: fc.constantFrom('off', 'on', 'targeted', 'rollout'),
        rollout: fc.record({ percentage: fc.integer({ min: 0, max: 100 }) }),
        scope: fc.record({ tenantSlugs: fc.subarray(TENANTS) }),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    method: fc.constant('POST'),
    path: fc
      .tuple(key, fc.constantFrom('enable', 'disable', 'kill', 'unkill', 'rollback'))
      .map(([one, action]) => `/api/admin/flags/${one}/actions/${action}`),
    body: fc.record({ environment, reason }),
  }),
  fc.record({
    method: fc.constantFrom('PUT', 'DELETE'),
    path: fc
      .tuple(environment, fc.constantFrom(...TENANTS), key, fc.constantFrom('', '/u-1'))
      .map(([env, tenant, one, user]) => `/api/admin/overrides/${env}/${tenant}/${one}${user}`),
    body: fc.record({ variant: fc.constantFrom('on', 'off', 'blue'), reason }),
  }),
  fc.record({
    method: fc.constant('POST'),
    path: key.map((one) => `/api/admin/flags/${one}/actions/rollback`),
    body: fc.record({ environment, tenant: fc.constantFrom(...TENANTS), reason }),
  }),
);

it('replaying the audit from nothing gives exactly the live state, whoever did what', async () => {
  const somebody = fc.constantFrom('shahin', 'olga', 'ada', 'vera', 'toni');
  const sequence = fc.array(fc.record({ sub: somebody, call }), { minLength: 20, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(sequence, async (steps) => {
      for (const {
        sub,
        call: { method, path, body },
      } of steps) {
        const { variant: _, ...rest } = body as Record<string, unknown>;
        await api.as(sub).call(method, path, method === 'DELETE' ? rest : body);
      }
      expect(await replayed()).toEqual(await live());
    }),
    { numRuns: 8 },
  );
  const [author] = KEYS;
  const change = { action: 'flag.configure', key: author, environment: 'prod', state: 'on' };
  await carryThrough(api, api.as('shahin'), change).catch(() => undefined);
  expect(await replayed()).toEqual(await live());
  for (const stream of ['platform', ...TENANTS]) {
    expect(firstBroken(await chainOf(api, stream))).toBeNull();
  }
}, 120_000);

interface State {
  readonly flags: Record<string, FlagResponse>;
  readonly overrides: OverrideResponse[];
}

/** As changes have made it: that it is evaluated is none. */
function changed({ environments, ...flag }: FlagResponse): FlagResponse {
  const configs = Object.entries(environments).map(([key, { lastEvaluatedAt: _, ...config }]) => [
    key,
    config,
  ]);
  return { ...flag, environments: Object.fromEntries(configs) as never };
}

async function live(): Promise<State> {
  const ada = api.as('ada');
  const listed = (await ada.get<FlagPageResponse>('/api/admin/flags?limit=200')).body.items;
  // What the list alone says of a flag is worked out, not stored.
  const flags = listed.map(({ overrides: _, stale: __, ...flag }): FlagResponse => flag);
  const overrides = (await ada.get<OverridePageResponse>('/api/admin/overrides?limit=200')).body
    .items;
  return {
    flags: Object.fromEntries(flags.map((flag) => [flag.key, changed(flag)])),
    overrides: sorted(overrides),
  };
}

/** What the entries alone say that there is. */
async function replayed(): Promise<State> {
  const flags: Record<string, FlagResponse> = {};
  const overrides = new Map<string, OverrideResponse[]>();
  for (const stream of ['platform', ...TENANTS]) {
    for (const entry of await chainOf(api, stream)) {
      if (entry.source === 'override') overrides.set(placeOf(entry), entry.after as never);
      if (entry.source === 'flag' || entry.source === 'kill_switch') replayFlag(flags, entry);
    }
  }
  return { flags, overrides: sorted([...overrides.values()].flat()) };
}

function replayFlag(flags: Record<string, FlagResponse>, entry: AuditEntry): void {
  const { flag: name, environment: env, ts, actor } = entry;
  const after = entry.after as never as FlagResponse;
  if (name === null) return;
  const known = flags[name];
  if (env === null || known === undefined) {
    flags[name] = { ...known, ...after };
    return;
  }
  flags[name] = {
    ...known,
    environments: { ...known.environments, [env]: after as never },
    updatedAt: ts,
    updatedBy: actor,
  };
}

const placeOf = ({ environment: env, tenant, flag }: AuditEntry) => `${env}/${tenant}/${flag}`;

function sorted(overrides: readonly OverrideResponse[]): OverrideResponse[] {
  const name = (one: OverrideResponse) =>
    JSON.stringify([one.environment, one.tenant, one.flag, one.user]);
  return [...overrides].sort((one, other) => (name(one) < name(other) ? -1 : 1));
}
