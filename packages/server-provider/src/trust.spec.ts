import { readFile } from 'node:fs/promises';
import { Application } from '../test/application.ts';
import { useFolder } from '../test/in-a-folder.ts';
import { aFlag, aRuleset } from '../test/rulesets.ts';
import { aSigningKey, aStatement, signed, type Statement } from '../test/signing.ts';
import { until } from '../test/until.ts';
import { useFlagServer } from '../test/use-flag-server.ts';
import type { HalyardProviderOptions } from './options.ts';

function aVersion(version: number, parts: Partial<Statement> = {}): Statement {
  return aStatement({
    version,
    ruleset: aRuleset({ flags: { [`v${version}`]: aFlag() } }),
    ...parts,
  });
}

describe('what the API sends', () => {
  const server = useFlagServer();
  const inFolder = useFolder();

  /** An application that runs on version 5 for the tenant loomi of prod. */
  const onFive = (options: Partial<HalyardProviderOptions> = {}) => {
    const tenants = { loomi: { plan: null, partnerSlug: null } };
    server().statement = aVersion(5, { tenant: 'loomi', tenants });
    return new Application(server(), { staleAfter: 50, ...options }).start();
  };

  const forge = (parts: Partial<Statement>, key = server().signingKeys[0]) =>
    signed(aVersion(6, { ...server().statement, version: 6, ...parts }), key);

  const FORGERIES: Readonly<Record<string, readonly [() => string, RegExp]>> = {
    tampered: [() => forge({}).replace(/\.(.{20})./, '.$1A'), /signature|compact JWS/],
    truncated: [() => forge({}).slice(0, -10), /signature/],
    'wrongly signed': [() => forge({}, aSigningKey('first')), /signature/],
    'signed with an unknown key': [() => forge({}, aSigningKey('theirs')), /not known/],
    replayed: [() => forge({ version: 4 }), /replay: version 4, and 5 has been seen/],
    "another environment's": [() => forge({ environment: 'staging' }), /for staging, not for prod/],
    "another tenant's": [() => forge({ tenant: 'acme' }), /tenant acme, not for the tenant loomi/],
    "everybody's": [() => forge({ tenant: null }), /for all tenants, not/],
    malformed: [
      () => forge({ ruleset: aRuleset({ flags: { broken: { type: 'boolean' } as never } }) }),
      /malformed: .*\/flags\/broken/,
    ],
    'no JWS at all': [() => '<html>Please sign in</html>', /not a compact JWS/],
  };

  it.each(Object.keys(FORGERIES))('is refused and logged when it is %s', async (name) => {
    const [jws, words] = FORGERIES[name] as readonly [() => string, RegExp];
    const lastGoodFile = inFolder('last-good.json');
    const app = await onFive({ lastGoodFile });
    const refusals = () => app.log.filter((line) => words.test(line));

    server().forged = jws();
    server().statement = { ...server().statement, version: 6 };
    server().announce();
    await until(() => refusals().length > 0);
    expect(refusals()[0]).toMatch(/^warn Halyard: the ruleset is refused/);
    await until(() => app.status === 'STALE');
    expect(await app.isOn('v5')).toBe(true);
    expect(app.flagsChanged).toEqual([]);

    server().publish({ ruleset: aRuleset({ flags: { genuine: aFlag() } }) });
    await until(() => app.status === 'READY' && app.isOn('genuine'));
    await app.provider.onClose();
    expect(await readFile(lastGoodFile, 'utf8')).toContain(server().jws);
  });

  it.each(Object.keys(FORGERIES))('is not kept for the next start when it is %s', async (name) => {
    const [jws] = FORGERIES[name] as readonly [() => string, RegExp];
    const lastGoodFile = inFolder('last-good.json');
    const before = await onFive({ lastGoodFile });
    await before.provider.onClose();
    const kept = await readFile(lastGoodFile, 'utf8');

    server().forged = jws();
    const app = await new Application(server(), { lastGoodFile }).start();
    expect(app.status).toBe('STALE');
    expect(await app.isOn('v5')).toBe(true);
    await app.provider.onClose();
    expect(await readFile(lastGoodFile, 'utf8')).toBe(kept);
  });

  it.each<[string, Partial<HalyardProviderOptions>]>([
    ['environment', { environment: 'staging' }],
    ['tenant', { tenant: 'acme' }],
    ['tenants', { tenant: null }],
  ])('is refused from the first when another %s is expected', async (_, expected) => {
    server().statement = aVersion(5, { tenant: 'loomi' });
    const app = new Application(server(), { ...expected, initTimeout: 50 });
    expect(await app.startAnyhow()).toBeDefined();
    const refusal = /refused: it is for (prod|the tenant loomi), not for/;
    await until(() => app.log.some((line) => refusal.test(line)));
    expect(app.status).toBe('ERROR');
  });

  it('is taken when it is what is expected', async () => {
    const app = await onFive({ environment: 'prod', tenant: 'loomi', staleAfter: 60_000 });
    expect(app.status).toBe('READY');
  });

  it('is used past its notAfter, as STALE', async () => {
    server().statement = aVersion(5, { notAfter: '2020-01-01T00:00:00.000Z' });
    const app = await new Application(server()).start();
    expect(app.status).toBe('STALE');
    expect(app.events.at(-1)?.details.message).toBe('the ruleset is out of date');
    expect(await app.isOn('v5')).toBe(true);
  });

  it('turns STALE when its notAfter passes, and READY when it is signed anew', async () => {
    const soon = () => new Date(Date.now() + 1_000).toISOString();
    server().statement = aVersion(5, { notAfter: soon() });
    const app = await new Application(server(), { pollInterval: 50, staleAfter: 60_000 }).start();
    expect(app.status).toBe('READY');
    await until(() => app.status === 'STALE');
    server().sign({ notAfter: new Date(Date.now() + 60_000).toISOString() });
    await until(() => app.status === 'READY');
    expect(app.flagsChanged).toEqual([]);
  });

  it('turns STALE when its notAfter passes and nothing else happens', async () => {
    server().statement = aVersion(5, { notAfter: new Date(Date.now() + 1_000).toISOString() });
    const app = await new Application(server()).start();
    expect(app.status).toBe('READY');
    await until(() => app.status === 'STALE');
  });

  it('is doubted when the API has gone back to an older version without a word', async () => {
    // It is downloaded again when half of the time is over.
    server().statement = aVersion(5, { notAfter: new Date(Date.now() + 1_000).toISOString() });
    const app = await new Application(server(), { pollInterval: 20, staleAfter: 20 }).start();
    server().forged = forge({ version: 4 });
    await until(() => app.status === 'STALE');
    expect(app.events.at(-1)?.details.message).toBe('there may be a newer ruleset');
  });

  it('is not doubted when it cannot be downloaded again, while the stream says nothing is newer', async () => {
    server().statement = aVersion(5, { notAfter: new Date(Date.now() + 3_000).toISOString() });
    const app = await new Application(server(), { pollInterval: 20, staleAfter: 500 }).start();
    await until(() => server().streams.size === 1);
    server().refuses = ({ path }) => (path === '/api/flags/ruleset' ? [503] : undefined);
    await until(() => app.log.some((line) => line.includes('api/flags/ruleset answered 503')));
    expect(app.statusEvents).toEqual(['PROVIDER_READY']);
  });

  it('is fetched anew before its notAfter, though the stream says nothing', async () => {
    server().statement = aVersion(5, { notAfter: new Date(Date.now() + 3_000).toISOString() });
    const options = { pollInterval: 20, staleAfter: 60_000 };
    const app = await new Application(server(), options).start();
    server().sign({ notAfter: new Date(Date.now() + 60_000).toISOString() });
    const { jws } = server();
    const lastEtag = () => server().requests('/api/flags/ruleset').at(-1)?.headers['if-none-match'];
    const first = lastEtag();
    await until(() => lastEtag() !== first && server().jws === jws);
    expect(app.statusEvents).toEqual(['PROVIDER_READY']);
  });

  describe('with other keys than before', () => {
    it('is believed once they are published', async () => {
      const app = await onFive();
      const next = aSigningKey('second');
      server().signingKeys = [next, ...server().signingKeys];
      server().publish({ ruleset: aRuleset({ flags: { rotated: aFlag() } }) });
      await until(() => app.isOn('rotated'));
      expect(server().requests('/.well-known/jwks.json')).toHaveLength(2);
    });

    it('asks for them no more than once in a while', async () => {
      server().statement = aVersion(5);
      const app = await new Application(server(), {}, { keyCoolDown: 60_000 }).start();
      const forged = signed(aVersion(6), aSigningKey('theirs'));
      server().forged = forged;
      const refusals = () => app.log.filter((line) => line.includes('not known')).length;
      for (let version = 6; version < 9; version++) {
        server().statement = { ...server().statement, version };
        server().announce();
        await until(() => refusals() >= version - 5);
      }
      expect(server().requests('/.well-known/jwks.json')).toHaveLength(1);
    });

    it('is not believed when keys are pinned', async () => {
      const app = await onFive({ jwks: server().jwks });
      server().signingKeys = [aSigningKey('second'), ...server().signingKeys];
      server().publish();
      await until(() => app.log.some((line) => line.includes('not known')));
      expect(await app.isOn('v5')).toBe(true);
      expect(server().requests('/.well-known/jwks.json')).toEqual([]);
    });

    it('withdraws the keys of the last-good file', async () => {
      const lastGoodFile = inFolder('last-good.json');
      const before = await onFive({ lastGoodFile });
      await before.provider.onClose();

      const [leaked] = server().signingKeys;
      server().signingKeys = [aSigningKey('second')];
      server().forged = forge({}, leaked);
      const app = await new Application(server(), { lastGoodFile }).start();
      expect(app.log.join()).toContain('signed with a key that is not known');
      expect(await app.isOn('v5')).toBe(true);
    });
  });
});
