import { createRemoteJWKSet, jwtVerify } from 'jose';
import { anIdentity } from '../test/an-identity.ts';
import type { Identity } from './identity.ts';
import { PEOPLE } from './people.ts';

let identity: Identity;
beforeAll(async () => {
  identity = await anIdentity();
});

async function ask(body: unknown) {
  const response = await fetch(`${identity.url}/dev/token`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Record<string, unknown>,
  };
}

async function verified(token: unknown) {
  const keys = createRemoteJWKSet(new URL(`${identity.url}/jwks`));
  const checks = { issuer: identity.url, audience: 'halyard-api', algorithms: ['RS256'] };
  return (await jwtVerify(String(token), keys, checks)).payload;
}

it.each(PEOPLE)('gives a script a token for $sub', async (person) => {
  const { sub, name } = person;
  const { status, body } = await ask({ sub });
  expect(status).toBe(200);
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
  const payload = await verified(body['access_token']);
  expect(payload.sub).toBe(sub);
  expect(payload['tenant']).toBe('tenant' in person ? person.tenant : undefined);
  expect(payload['name']).toBe(name);
});

it('gives it for as long as was asked', async () => {
  const { body } = await ask({ sub: 'shahin', expiresIn: 5 });
  expect(body['expires_in']).toBe(5);
  const payload = await verified(body['access_token']);
  expect(Number(payload.exp) - Number(payload.iat)).toBe(5);
});

it('says who there is when it knows nobody by that name', async () => {
  const answer = await ask({ sub: 'nobody' });
  expect(answer).toMatchObject({
    status: 404,
    type: 'application/problem+json',
    body: { code: 'not_found', status: 404, people: PEOPLE.map(({ sub }) => sub) },
  });
  expect(answer.body['detail']).toMatch(/There is no "nobody". There are shahin, marco, /);
});

it.each([
  ['no JSON', '{"sub":', ['']],
  ['an empty body', '', ['']],
  ['a list', ['shahin'], ['']],
  ['null', null, ['']],
  ['nobody', {}, ['/sub']],
  ['a number for a name', { sub: 7 }, ['/sub']],
  ['no time at all', { sub: 'shahin', expiresIn: 0 }, ['/expiresIn']],
  ['a fraction of a second', { sub: 'shahin', expiresIn: 1.5 }, ['/expiresIn']],
  ['a year', { sub: 'shahin', expiresIn: 31_536_000 }, ['/expiresIn']],
  ['overrides', { sub: 'shahin', audience: 'x', 'a/b~c': 1 }, ['/audience', '/a~1b~0c']],
  ['too much', { sub: 'x'.repeat(20_000) }, ['']],
])('refuses %s, and says where it is wrong', async (_, body, pointers) => {
  const answer = await ask(body);
  expect(answer).toMatchObject({ status: 400, body: { code: 'validation_error', status: 400 } });
  const errors = answer.body['errors'] as { pointer: string }[];
  expect(errors.map(({ pointer }) => pointer)).toEqual(pointers);
});

it('answers to POST alone', async () => {
  const response = await fetch(`${identity.url}/dev/token`);
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('POST');
});

it('bends a token for a test that wants to see it refused', async () => {
  const expired = await identity.issueToken('shahin', { expiresIn: -60 });
  await expect(verified(expired)).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
  const forOthers = await identity.issueToken('shahin', { audience: 'others' });
  await expect(verified(forOthers)).rejects.toThrow('"aud"');
  const byOthers = await identity.issueToken('shahin', { issuer: 'http://localhost:1' });
  await expect(verified(byOthers)).rejects.toThrow('"iss"');
  await expect(identity.issueToken('nobody')).rejects.toThrow('No "nobody" among shahin');
});
