import type { MeResponse } from '@halyard/contracts';
import { expectProblem, startApi } from '../../test/api.ts';
import type { Answer, TestApi } from '../../test/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** Asks with a header of the test's own making. */
async function ask(authorization?: string, path = '/api/admin/flags'): Promise<Answer> {
  const response = await fetch(`${api.url}${path}`, {
    headers: authorization === undefined ? {} : { authorization },
  });
  const { status, headers } = response;
  return { status, headers, body: await response.json() };
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token', () => {
  it('is asked for', () => expectProblem('unauthenticated', ask()));

  it('is refused when it is expired', () =>
    expectProblem('unauthenticated', api.as('ada', { expiresIn: -60 }).flag('new_billing_v2')));

  it('is refused for another audience, and from another issuer', async () => {
    await expectProblem(
      'unauthenticated',
      api.as('ada', { audience: 'other' }).flag('gdpr_export'),
    );
    const issuer = 'http://localhost:1';
    await expectProblem('unauthenticated', api.as('ada', { issuer }).flag('gdpr_export'));
  });

  it('is refused with a signature of its own, or none', async () => {
    const [header = '', payload = '', signature = ''] = (
      await api.identity.issueToken('ada')
    ).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const forged = encode({ ...claims, sub: 'shahin' });
    await expectProblem('unauthenticated', ask(`Bearer ${header}.${forged}.${signature}`));
    await expectProblem('unauthenticated', ask(`Bearer ${encode({ alg: 'none' })}.${payload}.`));
    await expectProblem('unauthenticated', ask(`Bearer ${header}.${payload}.`));
    await expectProblem('unauthenticated', ask('Bearer nonsense'));
    await expectProblem('unauthenticated', ask(`Basic ${header}`));
  });

  it('of someone unknown speaks for nobody', async () => {
    const { body } = await api.as('user@loomi').get<MeResponse>('/api/admin/me');
    expect(body).toEqual({
      sub: 'user@loomi',
      name: expect.any(String) as string,
      tenant: 'loomi',
      permissions: [],
      tenants: {},
    });
    await expectProblem('permission_denied', api.as('user@loomi').flag('new_billing_v2'));
  });
});

describe('a role', () => {
  const allowed = {
    vera: { read: true, manage: false, operate: false, admin: false },
    shahin: { read: true, manage: true, operate: false, admin: false },
    olga: { read: true, manage: false, operate: true, admin: false },
    ada: { read: true, manage: true, operate: true, admin: true },
  };

  it.each(Object.entries(allowed))('lets %s do %j, and nothing else', async (sub, may) => {
    const person = api.as(sub);
    const answers = {
      read: await person.flag('gdpr_export'),
      manage: await person.configure('gdpr_export', 'dev', { state: 'on' }),
      operate: await person.act('kill', 'gdpr_export', 'staging'),
      admin: await person.post('/api/admin/tenants', { slug: `t-${sub}`, name: 'T', plan: 'pro' }),
    };
    for (const [what, { status }] of Object.entries(answers)) {
      expect([what, status]).toEqual([
        what,
        may[what as keyof typeof may] ? expect.any(Number) : 403,
      ]);
      if (may[what as keyof typeof may]) expect(status).toBeLessThan(300);
    }
    await person.act('unkill', 'gdpr_export', 'staging');
    await api.as('ada').configure('gdpr_export', 'dev', { state: 'off' });
  });
});
