import { RequestMethod } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { expectProblem, startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { handlersOf, says } from '../../test/handlers.ts';
import { IDEMPOTENT } from '../idempotency/idempotent.ts';
import { ACCESS } from './requires.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

async function openApi(): Promise<OpenAPIObject> {
  return (await (await fetch(`${api.url}/api/openapi.json`)).json()) as OpenAPIObject;
}

async function operations(): Promise<(Operation & { path: string; method: string })[]> {
  return Object.entries((await openApi()).paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
    })),
  );
}

describe('every route', () => {
  const PUBLIC = ['/health/live', '/health/ready', '/.well-known/jwks.json'];

  it('is closed to those without a token, unless it is public', async () => {
    const routes = await operations();
    expect(routes.length).toBeGreaterThan(20);
    for (const { path, method } of routes) {
      const url = `${api.url}${path.replaceAll(/\{\w+\}/g, 'anything')}`;
      const { status } = await fetch(url, { method });
      expect([method, path, status]).toEqual([method, path, PUBLIC.includes(path) ? 200 : 401]);
    }
  });

  it('for administration is closed to those with a token and no role', async () => {
    const nobody = api.as('user@98chimp');
    for (const { path, method } of await operations()) {
      if (!path.startsWith('/api/admin/') || path === '/api/admin/me') continue;
      const body = method === 'GET' ? undefined : {};
      const { status } = await nobody.call(method, path.replaceAll(/\{\w+\}/g, 'anything'), body);
      expect([method, path, status]).toEqual([method, path, 403]);
    }
  });

  it('that changes one thing takes the version that was read', async () => {
    // A kill switch is on or off: there is nothing to write over.
    const UNVERSIONED = ['DELETE /api/admin/kill-switches/{environment}/{category}'];
    const schemas = (await openApi()).components?.schemas ?? {};
    const unguarded = (await operations()).filter(({ method, parameters = [], requestBody }) => {
      if (!['PUT', 'PATCH', 'DELETE'].includes(method)) return false;
      const text = JSON.stringify(requestBody ?? {});
      const dto = /schemas\/(\w+)/.exec(text)?.[1] ?? '';
      const fields = Object.keys((schemas[dto] as { properties?: object })?.properties ?? {});
      const queries = parameters.map((parameter) => ('name' in parameter ? parameter.name : ''));
      return ![...fields, ...queries].includes('version');
    });
    expect(unguarded.map(({ method, path }) => `${method} ${path}`)).toEqual(UNVERSIONED);
  });
});

describe('every handler', () => {
  /** What changes nothing although it is no GET. */
  const READS =
    /^(ofrep\/|api\/(flags\/(evaluate|sensitive-eval|exposures)|admin\/(evaluate\/explain|changes\/preview)))/;

  it('says whom it is for, and each that writes names a permission', () => {
    const handlers = handlersOf(api);
    expect(handlers.length).toBeGreaterThan(40);
    const silent = handlers.filter((handler) => says(ACCESS, handler) === undefined);
    expect(silent.map(({ name }) => name)).toEqual([]);
    const open = handlers.filter(
      (handler) =>
        handler.method !== RequestMethod.GET &&
        !READS.test(handler.path) &&
        ['public', 'signed-in'].includes(says(ACCESS, handler) as string),
    );
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  it('is closed to everyone when it does not say whom it is for', async () => {
    const { handler } = handlersOf(api).find(({ name }) => name === 'FlagsController.list') ?? {};
    if (handler === undefined) throw new Error('No such handler');
    const access = Reflect.getMetadata(ACCESS, handler) as unknown;
    Reflect.deleteMetadata(ACCESS, handler);
    try {
      await expectProblem('permission_denied', api.as('ada').get('/api/admin/flags'));
    } finally {
      Reflect.defineMetadata(ACCESS, access, handler);
    }
  });

  it('of an action is carried out once for its Idempotency-Key', () => {
    const actions = handlersOf(api).filter(({ path }) => path.includes('/actions/'));
    expect(actions.length).toBeGreaterThan(10);
    const careless = actions.filter((handler) => says(IDEMPOTENT, handler) !== true);
    expect(careless.map(({ name }) => name)).toEqual([]);
  });
});
