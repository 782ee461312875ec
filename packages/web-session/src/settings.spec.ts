import { readSettings, SettingsError } from './settings.ts';

const SECRET = 'a secret that is quite long enough';

const complete = {
  HALYARD_CLIENT_ID: 'halyard-portal',
  HALYARD_SESSION_SECRET: SECRET,
  HALYARD_ORIGIN: 'http://localhost:4102',
};

describe('the settings', () => {
  it('point at the embedded default unless told otherwise', () => {
    expect(readSettings(complete)).toEqual({
      apiUrl: 'http://localhost:4100',
      issuer: 'http://localhost:4103',
      clientId: 'halyard-portal',
      clientSecret: undefined,
      scope: 'openid profile email',
      sessionSecret: SECRET,
      origin: 'http://localhost:4102',
    });
  });

  it("prefer a variable to the app's own default", () => {
    const settings = readSettings(complete, { clientId: 'default', origin: 'http://default' });
    expect(settings).toMatchObject({ clientId: 'halyard-portal', origin: 'http://localhost:4102' });
  });

  it("fall back to the app's own defaults", () => {
    const settings = readSettings(
      { HALYARD_SESSION_SECRET: SECRET },
      { clientId: 'default', origin: 'http://default' },
    );
    expect(settings).toMatchObject({ clientId: 'default', origin: 'http://default' });
  });

  it('lose the slash at the end of a URL', () => {
    const settings = readSettings({ ...complete, HALYARD_API_URL: 'https://flags.example/base/' });
    expect(settings.apiUrl).toBe('https://flags.example/base');
  });

  it('list everything that is wrong at once', () => {
    const read = () =>
      readSettings({
        HALYARD_API_URL: 'localhost:4100',
        HALYARD_ISSUER: 'not a url',
        HALYARD_SESSION_SECRET: 'short',
        HALYARD_ORIGIN: 'https://portal.example/app',
        HALYARD_SCOPE: 'profile',
      });
    expect(read).toThrow(SettingsError);
    for (const name of ['API_URL', 'ISSUER', 'CLIENT_ID', 'SESSION_SECRET', 'ORIGIN', 'SCOPE']) {
      expect(read).toThrow(`HALYARD_${name} `);
    }
  });

  it('never show the secret in the message', () => {
    expect(() => readSettings({ ...complete, HALYARD_SESSION_SECRET: 'hunter2' })).not.toThrow(
      /hunter2/,
    );
    expect(() => readSettings({ ...complete, HALYARD_SESSION_SECRET: 'hunter2' })).toThrow(
      /32 characters/,
    );
  });
});
