import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditKeys } from '../audit/audit-keys.ts';
import { fromJws, toJws } from './jws.ts';
import { AUDIT_KEY, signingKeysOf } from './signing-key-file.ts';
import { SigningKeys } from './signing-keys.ts';

const pem = () =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const publicHalf = (key: string) =>
  createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string;
const place = { stream: 'platform', seq: 42, hash: 'a'.repeat(64) };
const at = new Date('2027-01-31T09:00:00Z');

describe('a head', () => {
  const keys = new AuditKeys(SigningKeys.from(pem()));
  const head = keys.sign(place, at);

  it('says what was signed, when, and with which key', () => {
    const [key] = keys.publicKeys().keys;
    expect(head).toMatchObject({ ...place, signedAt: at.toISOString(), kid: key?.kid });
    expect(keys.isGenuine(head)).toBe(true);
  });

  it.each([
    { seq: 41 },
    { hash: 'b'.repeat(64) },
    { stream: 'loomi' },
    { signature: 'AAAA' },
    { signature: undefined as never },
    { seq: Number.NaN },
  ])('is no longer genuine with %j', (forgery) =>
    expect(keys.isGenuine({ ...head, ...forgery })).toBe(false),
  );

  it('is not genuine to those who do not have its key', () => {
    const others = new AuditKeys(SigningKeys.from(pem()));
    expect(others.isGenuine(head)).toBe(false);
    const [theirs] = others.publicKeys().keys;
    expect(others.isGenuine({ ...head, kid: theirs?.kid ?? '' })).toBe(false);
  });
});

describe('keys', () => {
  it('are changed by putting the new one before the old one, or before its public half', () => {
    const [before, after] = [pem(), pem()];
    const head = new AuditKeys(SigningKeys.from(before)).sign(place, at);
    for (const kept of [before, publicHalf(before)]) {
      const keys = new AuditKeys(SigningKeys.from(after + kept));
      expect(keys.isGenuine(head)).toBe(true);
      expect(keys.sign(place, at).kid).toBe(keys.publicKeys().keys[0]?.kid);
      expect(keys.sign(place, at).kid).not.toBe(head.kid);
    }
  });

  it('may have their line ends written out, as one line of an environment file has them', () => {
    const key = pem();
    const keys = SigningKeys.from(key.replaceAll('\n', '\\n'));
    expect(keys.publicKeys()).toEqual(SigningKeys.from(key).publicKeys());
  });

  it('are published without their private halves', () => {
    const [key] = SigningKeys.from(pem()).publicKeys().keys;
    expect(Object.keys(key ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });

  it('of another kind, or none, are refused with what they have to be', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const rsaPem = rsa.export({ type: 'pkcs8', format: 'pem' }) as string;
    expect(() => SigningKeys.from('secret')).toThrow('has to begin with a private key');
    expect(() => SigningKeys.from(publicHalf(pem()))).toThrow('has to begin with a private key');
    expect(() => SigningKeys.from(rsaPem)).toThrow('has to hold Ed25519 keys, not rsa');
    expect(() => SigningKeys.from(pem().replace(/\n.{20}/, '\n'))).toThrow('PEM that can be read');
  });
});

describe('without HALYARD_AUDIT_KEY', () => {
  let folder: string;
  let warnings: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'halyard-keys-'));
    warnings = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  const read = () =>
    signingKeysOf(
      AUDIT_KEY,
      {
        HALYARD_AUDIT_KEY: null,
        HALYARD_RULESET_KEY: null,
        HALYARD_DATA_DIR: join(folder, 'data'),
      },
      { warn: (line: string) => void warnings.push(line) },
    );

  it('a key is made once, in a file that its owner alone can read, and the log says so', async () => {
    const all = await Promise.all([read(), read(), read()]);
    const later = await read();
    for (const keys of all) expect(keys.publicKeys()).toEqual(later.publicKeys());
    const path = join(folder, 'data', 'audit-key.pem');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).toContain('BEGIN PRIVATE KEY');
    expect(warnings[0]).toContain(`the key in ${path} takes its place`);
  });

  it('a file that cannot be read as a key is named, and left as it is', async () => {
    await read();
    const path = join(folder, 'data', 'audit-key.pem');
    await writeFile(path, 'nonsense');
    await expect(read()).rejects.toThrow(`${path}: has to begin with a private key`);
    expect(await readFile(path, 'utf8')).toBe('nonsense');
  });
});

describe('a JWS', () => {
  const keys = SigningKeys.from(pem());
  const jws = toJws(keys, 'halyard-test+jws', { some: 'content' });

  it('gives its payload back to who has the key', () => {
    expect(fromJws(keys, 'halyard-test+jws', jws)).toEqual({ some: 'content' });
  });

  it('of another kind, another key, or with anything changed in it is none', () => {
    expect(fromJws(keys, 'other+jws', jws)).toBeUndefined();
    expect(fromJws(SigningKeys.from(pem()), 'halyard-test+jws', jws)).toBeUndefined();
    const [header = '', payload = '', signature = ''] = jws.split('.');
    const forged = Buffer.from('{"some":"other"}').toString('base64url');
    const unsigned = Buffer.from('{"alg":"none","typ":"halyard-test+jws"}').toString('base64url');
    for (const odd of [
      `${header}.${forged}.${signature}`,
      `${unsigned}.${payload}.`,
      `${header}.${payload}`,
      `${jws}.${signature}`,
      'null.null.null',
      '',
    ]) {
      expect(fromJws(keys, 'halyard-test+jws', odd)).toBeUndefined();
    }
  });
});
