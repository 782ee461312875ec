import { chmod, mkdir, readFile, stat, writeFile, readdir } from 'node:fs/promises';
import { ProviderEvents } from '@openfeature/server-sdk';
import { Application } from '../test/application.ts';
import { useFolder } from '../test/in-a-folder.ts';
import { aFlag, aRuleset } from '../test/rulesets.ts';
import { aSigningKey, aStatement, signed, type Statement } from '../test/signing.ts';
import { until } from '../test/until.ts';
import { useFlagServer } from '../test/use-flag-server.ts';

const { Ready, Stale, Error: Failed } = ProviderEvents;

/** Which version an application runs on shows in the one flag that is on. */
function aVersion(version: number, parts: Partial<Statement> = {}): Statement {
  return aStatement({
    version,
    ruleset: aRuleset({ flags: { [`v${version}`]: aFlag() } }),
    ...parts,
  });
}

describe('starting', () => {
  const server = useFlagServer();
  const inFolder = useFolder();

  describe('with the API', () => {
    it('is READY', async () => {
      server().statement = aVersion(3);
      const app = await new Application(server()).start();
      expect(app.status).toBe('READY');
      expect(app.statusEvents).toEqual([Ready]);
      expect(await app.isOn('v3')).toBe(true);
    });

    it('keeps what verified for its owner alone, with the keys that it takes', async () => {
      const lastGoodFile = inFolder('last-good.json');
      const app = await new Application(server(), { lastGoodFile }).start();
      await app.provider.onClose();
      expect((await stat(lastGoodFile)).mode & 0o777).toBe(0o600);
      expect(await readdir(inFolder('.'))).toEqual(['last-good.json']);
      const { jws, jwks } = JSON.parse(await readFile(lastGoodFile, 'utf8'));
      expect(jws).toBe(server().jws);
      expect(jwks.keys).toEqual([expect.objectContaining({ kid: 'first', crv: 'Ed25519' })]);
    });

    it('warns where it cannot keep it, and goes on', async () => {
      const lastGoodFile = inFolder('there/is/no/such/folder.json');
      const app = await new Application(server(), { lastGoodFile }).start();
      expect(app.status).toBe('READY');
      await until(() => app.log.some((line) => line.startsWith('warn') && line.includes('ENOENT')));
    });

    it('is below a path, if that is where the API is', async () => {
      const url = `${server().url}/flags/of/ours`;
      await new Application({ url }, { initTimeout: 50 }).startAnyhow();
      await until(() => server().requests('/flags/of/ours/api/flags/ruleset').length > 0);
    });
  });

  describe('without the API', () => {
    it('fails, keeps trying, and is READY when it gets there', async () => {
      await server().stop();
      const app = new Application(server(), { initTimeout: 50 });
      expect((await app.startAnyhow())?.message).toMatch(/^there is no ruleset/);
      expect(app.status).toBe('ERROR');
      expect(await app.client.getBooleanDetails('v1', true)).toMatchObject({
        value: true,
        errorCode: 'PROVIDER_NOT_READY',
      });

      server().statement = aVersion(1);
      await server().start();
      await until(() => app.status === 'READY');
      expect(app.statusEvents).toEqual([Failed, Ready]);
      expect(app.flagsChanged).toEqual([]);
      expect(await app.isOn('v1')).toBe(true);
    });

    it('waits for an API that is a moment late', async () => {
      await server().stop();
      const app = new Application(server(), { initTimeout: 10_000 });
      const started = app.start();
      await server().start();
      await started;
      expect(app.statusEvents).toEqual([Ready]);
    });

    it('does not wait longer than it may for an API that says nothing', async () => {
      server().beforeAnswer = () => new Promise<void>(() => undefined);
      const app = new Application(server(), { initTimeout: 50 });
      expect(await app.startAnyhow()).toBeDefined();
      expect(app.status).toBe('ERROR');
    });

    it('starts from the last-good file: right answers at once, and STALE', async () => {
      const lastGoodFile = inFolder('last-good.json');
      server().statement = aVersion(4);
      const before = await new Application(server(), { lastGoodFile }).start();
      await before.provider.onClose();
      await server().stop();

      const app = await new Application(server(), { lastGoodFile, initTimeout: 60_000 }).start();
      expect(app.status).toBe('STALE');
      expect(app.statusEvents).toEqual([Ready, Stale]);
      expect(await app.isOn('v4')).toBe(true);

      await server().start();
      await until(() => app.status === 'READY');
      expect(app.flagsChanged).toEqual([]);
      server().publish({ ruleset: aRuleset({ flags: { v5: aFlag() } }) });
      await until(() => app.isOn('v5'));
      expect(app.flagsChanged).toEqual([['v4', 'v5']]);
    });

    it.each([
      ['newer', 3, 7, 'v7'],
      ['older', 7, 3, 'v7'],
    ])(
      'takes the newest: a bootstrap file that is %s',
      async (_, lastGood, bootstrap, expected) => {
        const lastGoodFile = inFolder('last-good.json');
        const bootstrapFile = inFolder('bootstrap.jws');
        const [key] = server().signingKeys;
        await writeFile(
          lastGoodFile,
          JSON.stringify({ jws: signed(aVersion(lastGood), key), jwks: server().jwks }),
        );
        await writeFile(bootstrapFile, `${signed(aVersion(bootstrap), key)}\n`);
        await server().stop();

        const app = await new Application(server(), { lastGoodFile, bootstrapFile }).start();
        expect(app.status).toBe('STALE');
        expect(await app.isOn(expected)).toBe(true);
        expect(app.log.filter((line) => line.includes('replay'))).toEqual([]);

        await app.provider.onClose();
        const again = await new Application(server(), { lastGoodFile }).start();
        expect(await again.isOn(expected)).toBe(true);
      },
    );

    it('starts from a bootstrap file alone, with pinned keys', async () => {
      const bootstrapFile = inFolder('bootstrap.jws');
      await writeFile(bootstrapFile, signed(aVersion(2), server().signingKeys[0]));
      await server().stop();
      const app = await new Application(server(), { bootstrapFile, jwks: server().jwks }).start();
      expect(app.status).toBe('STALE');
      expect(await app.isOn('v2')).toBe(true);
    });

    it('believes the pinned keys only, whatever a file brings', async () => {
      const bootstrapFile = inFolder('bootstrap.json');
      const other = aSigningKey('other');
      const file = { jws: signed(aVersion(2), other), jwks: { keys: [other.jwk] } };
      await writeFile(bootstrapFile, JSON.stringify(file));
      await server().stop();
      const app = new Application(server(), {
        bootstrapFile,
        jwks: server().jwks,
        initTimeout: 50,
      });
      expect(await app.startAnyhow()).toBeDefined();
      expect(app.log.join()).toContain('signed with a key that is not known');
    });

    it('uses a file that is past its notAfter', async () => {
      const bootstrapFile = inFolder('bootstrap.jws');
      const old = aVersion(2, { notAfter: '2020-01-01T00:00:00.000Z' });
      await writeFile(bootstrapFile, signed(old, server().signingKeys[0]));
      await server().stop();
      const app = await new Application(server(), { bootstrapFile, jwks: server().jwks }).start();
      expect(app.status).toBe('STALE');
      expect(await app.isOn('v2')).toBe(true);
    });

    it.each([
      ['not there', undefined],
      ['empty', ''],
      ['cut off', '{"jws": "abc'],
      ['of something else', '{"name": "halyard"}'],
      ['with broken keys', '{"jws": "a.b.c", "jwks": {"keys": [{"kty": "OKP"}, 7]}}'],
    ])('does without a last-good file that is %s', async (_, text) => {
      const lastGoodFile = inFolder('last-good.json');
      if (text !== undefined) await writeFile(lastGoodFile, text);
      server().statement = aVersion(1);
      const app = await new Application(server(), { lastGoodFile }).start();
      expect(app.status).toBe('READY');
      expect(app.log.some((line) => line.startsWith('warn'))).toBe(text !== undefined);
      await app.provider.onClose();
      expect(await readFile(lastGoodFile, 'utf8')).toContain(server().jws);
    });

    it('does without a last-good file that it may not read', async () => {
      const lastGoodFile = inFolder('folder');
      await mkdir(lastGoodFile);
      await chmod(lastGoodFile, 0o700);
      const app = await new Application(server(), { lastGoodFile }).start();
      expect(app.status).toBe('READY');
      expect(app.log.join()).toContain('EISDIR');
    });
  });

  describe('with a key that the API does not take', () => {
    it('is FATAL without a ruleset, and READY once the key is taken', async () => {
      server().key = 'another';
      const app = new Application(server(), { initTimeout: 60_000 }, { refused: 30 });
      expect(await app.startAnyhow()).toMatchObject({ code: 'PROVIDER_FATAL' });
      expect(app.status).toBe('FATAL');

      server().key = `hlk_server_${'k'.repeat(43)}`;
      await until(() => app.status === 'READY');
    });

    it('is tried again rarely', async () => {
      server().key = 'another';
      const app = new Application(server());
      await app.startAnyhow();
      const asked = server().received.length;
      await app.provider.onClose();
      expect(asked).toBeLessThanOrEqual(3);
    });

    it('goes on with a file, and says STALE', async () => {
      const bootstrapFile = inFolder('bootstrap.jws');
      server().statement = aVersion(2);
      await writeFile(bootstrapFile, server().jws);
      server().key = 'another';
      const app = await new Application(server(), { bootstrapFile, jwks: server().jwks }).start();
      expect(app.status).toBe('STALE');
      expect(app.events.at(-1)?.details.message).toBe('the API does not take the key');
      expect(await app.isOn('v2')).toBe(true);
    });

    it('turns FATAL when that is found out later', async () => {
      server().key = 'another';
      await server().stop();
      const app = new Application(server(), { initTimeout: 50 });
      await app.startAnyhow();
      expect(app.status).toBe('ERROR');
      await server().start();
      await until(() => app.status === 'FATAL');
    });
  });
});
