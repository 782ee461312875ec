import type { SdkKeyResponse } from '@halyard/contracts';
import { KEY_FILTERS, keyHint, keysMatching, originsOf } from './sdk-keys';

const aKey = (name: string, more: Partial<SdkKeyResponse> = {}): SdkKeyResponse => ({
  id: name,
  kind: 'server',
  name,
  environment: 'prod',
  tenant: null,
  origins: [],
  hint: 'x9Qa',
  createdAt: '2026-11-01T10:00:00.000Z',
  createdBy: 'ada',
  lastUsedAt: null,
  revokedAt: null,
  version: 1,
  ...more,
});
const KEYS = [
  aKey('Old billing', { revokedAt: '2026-11-02T10:00:00.000Z' }),
  aKey('Billing', { createdAt: '2026-11-03T10:00:00.000Z' }),
  aKey('Shop', { kind: 'client', tenant: 'loomi', environment: 'staging', hint: 'Zz00' }),
];
const found = (query: Readonly<Record<string, string>>) =>
  keysMatching(KEYS, KEY_FILTERS.from(query)).map(({ name }) => name);

it('lists the keys that open something, newest first; the revoked ones where one asks', () => {
  expect(found({})).toEqual(['Billing', 'Shop']);
  expect(found({ revoked: 'true' })).toHaveLength(3);
});

it('finds keys by name, by how they end, by environment and by tenant', () => {
  expect(found({ q: 'bill' })).toEqual(['Billing']);
  expect(found({ q: 'zz00' })).toEqual(['Shop']);
  expect(found({ in: 'staging' })).toEqual(['Shop']);
  expect(found({ tenant: 'acme' })).toEqual([]);
});

it('keeps its filters in the URL as they were there', () => {
  const query = { q: 'bill', in: 'prod', tenant: 'acme', revoked: 'true' };
  expect(KEY_FILTERS.toQuery(KEY_FILTERS.from(query))).toEqual(query);
  expect(Object.values(KEY_FILTERS.toQuery(KEY_FILTERS.from({})))).toEqual(
    Array.from({ length: 4 }),
  );
});

it('tells a key by its kind and its end', () => {
  expect(keyHint(aKey('Billing'))).toBe('hlk_server_…x9Qa');
});

it('reads origins however they are set apart', () => {
  expect(originsOf(' https://a.example,\nhttps://b.example  https://c.example\n')).toEqual([
    'https://a.example',
    'https://b.example',
    'https://c.example',
  ]);
});
