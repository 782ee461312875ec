import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
}

const SWEEP_EVERY = 1_000;

/**
 * Where the provider keeps its sign-ins, codes and refresh tokens: in memory, for each provider alone.
 * After a restart a refresh token is unknown and answered with `invalid_grant`, so its owner signs in
 * again. The provider's own in-memory store forgets the oldest of a thousand entries, which a busy
 * test run has soon.
 */
export function inMemoryStore(): (model: string) => Adapter {
  const entries = new Map<string, Entry>();
  let writes = 0;

  const live = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    return entry && entry.expiresAt > Date.now() ? entry.payload : undefined;
  };
  const first = (matches: (payload: AdapterPayload) => boolean, model: string) => {
    const keys = [...entries.keys()].filter((key) => key.startsWith(`${model}:`));
    return keys.map(live).find((payload) => payload && matches(payload));
  };
  const sweep = () => {
    for (const key of entries.keys()) if (!live(key)) entries.delete(key);
  };

  return (model) => ({
    async upsert(id, payload, expiresIn) {
      const expiresAt = expiresIn ? Date.now() + expiresIn * 1_000 : Infinity;
      entries.set(`${model}:${id}`, { payload, expiresAt });
      writes += 1;
      if (writes % SWEEP_EVERY === 0) sweep();
    },
    async find(id) {
      return live(`${model}:${id}`);
    },
    async findByUid(uid) {
      return first((payload) => payload.uid === uid, model);
    },
    async findByUserCode(userCode) {
      return first((payload) => payload.userCode === userCode, model);
    },
    async consume(id) {
      const payload = live(`${model}:${id}`);
      if (payload) payload.consumed = Math.floor(Date.now() / 1_000);
    },
    async destroy(id) {
      entries.delete(`${model}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of entries) {
        if (key.startsWith(`${model}:`) && payload.grantId === grantId) entries.delete(key);
      }
    },
  });
}
