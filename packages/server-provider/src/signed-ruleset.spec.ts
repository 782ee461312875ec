import fc from 'fast-check';
import { createPublicKey } from 'node:crypto';
import { aSigningKey, aStatement, signed } from '../test/signing.ts';
import { readSignedRuleset, RefusedRulesetError } from './signed-ruleset.ts';

const key = aSigningKey('ours');
const publicKey = createPublicKey({ key: { ...key.jwk }, format: 'jwk' });
const findKey = (kid: string) => (kid === 'ours' ? publicKey : undefined);
const read = (jws: string) => readSignedRuleset(jws, findKey);

const statement = aStatement({ version: 17, tenant: 'loomi' });
const jws = signed(statement, key);

describe('a signed ruleset', () => {
  it('is read with what it is bound to', async () => {
    expect(await read(jws)).toMatchObject({
      environment: 'prod',
      tenant: 'loomi',
      version: 17,
      issuedAt: Date.parse(statement.issuedAt),
      notAfter: Date.parse(statement.notAfter),
      ruleset: statement.ruleset,
    });
  });

  it('is refused when any character of what is signed is another one', async () => {
    const end = jws.lastIndexOf('.');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(end - 1),
        fc.constantFrom(...'ABCxyz019-_.='),
        async (at, character) => {
          fc.pre(jws[at] !== character);
          const tampered = jws.slice(0, at) + character + jws.slice(at + 1);
          await expect(read(tampered)).rejects.toThrow(RefusedRulesetError);
        },
      ),
    );
  });

  it('is refused when it ends early, wherever', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(jws.length - 1), async (length) => {
        await expect(read(jws.slice(0, length))).rejects.toThrow(RefusedRulesetError);
      }),
    );
  });

  it.each([
    ['signed by nobody', { alg: 'none' }],
    ['signed with a shared secret', { alg: 'HS256' }],
    ['signed with another curve', { alg: 'ES256' }],
    ['a token of another type', { typ: 'JWT' }],
    ['of no type', { typ: undefined }],
    ['without the name of its key', { kid: undefined }],
    ['with an extension that has to be understood', { crit: ['b64'], b64: false }],
  ])('is refused when its header says that it is %s', async (_, header) => {
    await expect(read(signed(statement, key, header))).rejects.toThrow(RefusedRulesetError);
  });

  it('is refused when someone else signed it in the name of our key', async () => {
    await expect(read(signed(statement, aSigningKey('ours')))).rejects.toThrow(
      'its signature is wrong',
    );
  });

  it('is refused when its key is not known', async () => {
    await expect(read(signed(statement, aSigningKey('theirs')))).rejects.toThrow(
      'it is signed with a key that is not known',
    );
  });

  it.each([
    ['environment', { environment: undefined }],
    ['the same environment as its ruleset', { environment: 'staging' }],
    ['tenant', { tenant: undefined }],
    ['version', { version: '17' }],
    ['whole version', { version: 1.5 }],
    ['notAfter', { notAfter: 'soon' }],
    ['issuedAt', { issuedAt: undefined }],
    ['ruleset', { ruleset: [] }],
    ['flags', { ruleset: { ...statement.ruleset, flags: undefined } }],
    ['overrides', { ruleset: { ...statement.ruleset, overrides: {} } }],
    ['tenants', { tenants: null }],
    ['tenants that are records', { tenants: { loomi: 'pro' } }],
  ])('is refused without %s', async (_, parts) => {
    await expect(read(signed({ ...statement, ...parts }, key))).rejects.toThrow(
      'it does not say what a signed ruleset has to say',
    );
  });

  it.each(['', 'x', '..', 'a.b.c', 'bnVsbA.bnVsbA.AA', `${jws}.x`, '<html>'])(
    'is not %j',
    async (text) => {
      await expect(read(text)).rejects.toThrow(RefusedRulesetError);
    },
  );
});
