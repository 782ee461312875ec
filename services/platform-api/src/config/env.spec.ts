import { readFile } from 'node:fs/promises';
import { ENV_NAMES, readEnv } from './env.ts';

const MONGODB_URI = 'mongodb://127.0.0.1:27017/?replicaSet=rs0';

it('needs the database only, and has a default for the rest', () => {
  expect(readEnv({ MONGODB_URI })).toMatchObject({
    MONGODB_URI,
    HALYARD_API_PORT: 4100,
    HALYARD_DEFAULT_ENVIRONMENT: 'prod',
    HALYARD_ADMINS: [],
    HALYARD_DEMO: false,
  });
});

it('lists every variable that is wrong, with what it has to be', () => {
  const read = () =>
    readEnv({ HALYARD_API_PORT: 'http', HALYARD_DEMO: 'yes', HALYARD_LOG_LEVEL: 'loud' });
  expect(read).toThrow(/HALYARD_API_PORT has to be a port number/);
  expect(read).toThrow(/MONGODB_URI has to be set/);
  expect(read).toThrow(/HALYARD_DEMO has to be true or false/);
  expect(read).toThrow(/HALYARD_LOG_LEVEL has to be one of/);
});

it('is described, all of it, in .env.example', async () => {
  const example = await readFile(new URL('../../.env.example', import.meta.url), 'utf8');
  const described = [...example.matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(described.sort()).toEqual([...ENV_NAMES].sort());
});
