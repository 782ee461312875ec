import { Application } from '../test/application.ts';
import { aFlag, aRuleset } from '../test/rulesets.ts';
import { aStatement } from '../test/signing.ts';
import { until } from '../test/until.ts';
import { useFlagServer } from '../test/use-flag-server.ts';

const flags = {
  parent: aFlag(),
  child: aFlag({ prerequisites: [{ flag: 'parent', variants: ['on'] }] }),
  other: aFlag(),
};

describe('a subscription', () => {
  const server = useFlagServer();
  let app: Application;
  const told: string[] = [];
  const tell = (key: string) => void told.push(key);

  beforeEach(async () => {
    told.length = 0;
    server().statement = aStatement({ ruleset: aRuleset({ flags }) });
    app = await new Application(server()).start();
    await until(() => server().streams.size === 1);
  });

  const publish = async (changed: object) => {
    server().publish({ ruleset: aRuleset({ flags: { ...flags, ...changed } }) });
    const { version } = server().statement;
    await until(
      async () =>
        (await app.client.getBooleanDetails('other', false)).flagMetadata.version === version,
    );
  };

  it('tells when the flag changed, and not when others did', async () => {
    app.provider.subscribe('parent', tell);
    await publish({ other: aFlag({ state: 'off' }) });
    expect(told).toEqual([]);
    await publish({ parent: aFlag({ state: 'off' }) });
    expect(told).toEqual(['parent']);
  });

  it('tells when something changed that has a say in it, once the new answer is there', async () => {
    const answers: Promise<boolean>[] = [];
    app.provider.subscribe('child', (key) => void answers.push(app.isOn(key)));
    await publish({ parent: aFlag({ killed: true }) });
    expect(await Promise.all(answers)).toEqual([false]);
  });

  it('tells when the flag came and when it went', async () => {
    app.provider.subscribe('new', tell);
    await publish({ new: aFlag() });
    await publish({});
    expect(told).toEqual(['new', 'new']);
  });

  it('tells of the first ruleset', async () => {
    const late = new Application(server());
    late.provider.subscribe('parent', tell);
    await late.start();
    expect(told).toEqual(['parent']);
  });

  it('ends when it is ended, and no other with it', async () => {
    const end = app.provider.subscribe('parent', tell);
    app.provider.subscribe('parent', tell);
    end();
    end();
    await publish({ parent: aFlag({ state: 'off' }) });
    expect(told).toEqual(['parent']);
  });

  it('can end while it is being told', async () => {
    const end = app.provider.subscribe('parent', (key) => {
      tell(key);
      end();
    });
    await publish({ parent: aFlag({ state: 'off' }) });
    await publish({});
    expect(told).toEqual(['parent']);
  });

  it('goes on for the others when a listener fails, and that is logged', async () => {
    app.provider.subscribe('parent', () => {
      throw new Error('at once');
    });
    app.provider.subscribe('parent', () => Promise.reject(new Error('later')));
    app.provider.subscribe('parent', tell);
    app.client.addHandler('PROVIDER_CONFIGURATION_CHANGED' as never, () => {
      throw new Error('of an event');
    });
    await publish({ parent: aFlag({ state: 'off' }) });
    expect(told).toEqual(['parent']);
    expect(await app.isOn('parent')).toBe(false);
    const errors = app.log.filter((line) => line.startsWith('error'));
    expect(errors).toEqual([
      'error Halyard: a listener of parent failed Error: at once',
      'error Halyard: a listener of parent failed Error: later',
    ]);
    await publish({});
    expect(told).toEqual(['parent', 'parent']);
  });
});
