import { readConfig } from './config.ts';

it('has a default for everything', () => {
  expect(readConfig({})).toEqual({
    port: 4103,
    consolePort: 4101,
    portalPort: 4102,
    dataDir: '.halyard',
  });
});

it('reads ports and the data folder', () => {
  expect(
    readConfig({
      HALYARD_IDENTITY_PORT: '5103',
      HALYARD_CONSOLE_PORT: '5101',
      HALYARD_PORTAL_PORT: '5102',
      HALYARD_DATA_DIR: '/var/lib/halyard',
      NODE_ENV: 'test',
    }),
  ).toEqual({ port: 5103, consolePort: 5101, portalPort: 5102, dataDir: '/var/lib/halyard' });
});

it('names every variable that is wrong', () => {
  const env = {
    HALYARD_IDENTITY_PORT: 'http',
    HALYARD_CONSOLE_PORT: '0',
    HALYARD_PORTAL_PORT: '65536',
  };
  expect(() => readConfig(env)).toThrow(
    /HALYARD_IDENTITY_PORT is "http".*\n.*HALYARD_CONSOLE_PORT is "0".*\n.*HALYARD_PORTAL_PORT is "65536"/,
  );
});

it('refuses production', () => {
  expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(
    'does not start with NODE_ENV=production',
  );
});
