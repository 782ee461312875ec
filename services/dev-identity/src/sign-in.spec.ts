import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import { anApplication } from '../test/application.ts';
import { anIdentity } from '../test/an-identity.ts';
import { Browser } from '../test/browser.ts';
import type { Identity } from './identity.ts';

let identity: Identity;
beforeAll(async () => {
  identity = await anIdentity();
});

const verified = (token: string) =>
  jwtVerify(token, createRemoteJWKSet(new URL(`${identity.url}/jwks`)), {
    issuer: identity.url,
    audience: 'halyard-api',
    algorithms: ['RS256'],
  });

describe('the console', () => {
  it('gets an access token for the API that says who, and nothing about roles', async () => {
    const application = await anApplication(identity.url, 'halyard-operator');
    const tokens = await application.signIn('shahin');

    const { payload, protectedHeader } = await verified(tokens.access_token);

    expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
    expect(payload).toEqual({
      iss: identity.url,
      aud: 'halyard-api',
      sub: 'shahin',
      name: 'Shahin Moradi',
      client_id: 'halyard-operator',
      iat: expect.any(Number) as number,
      exp: Number(payload.iat) + 15 * 60,
      jti: expect.any(String) as string,
    });
    expect(tokens.claims()).toMatchObject({
      sub: 'shahin',
      name: 'Shahin Moradi',
      email: 'shahin@halyard.example',
    });
  });

  it('offers its operators and nobody else', async () => {
    const application = await anApplication(identity.url, 'halyard-operator');
    const browser = new Browser();
    const page = await application.start(browser);
    const text = await page.response.text();

    expect(text.match(/value="[^"]+"/g)).toEqual(
      ['shahin', 'marco', 'roberto', 'olga', 'ada', 'vera', 'toni'].map((sub) => `value="${sub}"`),
    );
    expect(text).toContain('asks for no password');

    const { response } = await browser.submit(page.url, { sub: 'user@acme' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Nobody by that name signs in to this application.');
  });
});

describe('the portal', () => {
  it("gets the person's tenant in the token", async () => {
    const application = await anApplication(identity.url, 'halyard-portal');
    const tokens = await application.signIn('user@dk_derby');
    const { payload } = await verified(tokens.access_token);
    expect(payload).toMatchObject({ sub: 'user@dk_derby', tenant: 'dk_derby', name: 'Jonas Holm' });
    expect(tokens.claims()).toMatchObject({ tenant: 'dk_derby', email: 'jonas@dk-derby.example' });
  });

  it('lets a browser be a tenant user in the portal and stay an operator in the console', async () => {
    const browser = new Browser();
    const atConsole = await anApplication(identity.url, 'halyard-operator');
    const atPortal = await anApplication(identity.url, 'halyard-portal');

    const operator = await atConsole.signIn('shahin', browser);
    const user = await atPortal.signIn('user@loomi', browser);
    const refreshed = await openid.refreshTokenGrant(
      atConsole.config,
      operator.refresh_token ?? '',
    );

    expect(decodeJwt(user.access_token).sub).toBe('user@loomi');
    expect(decodeJwt(refreshed.access_token).sub).toBe('shahin');
  });

  it('lets two tabs sign in side by side', async () => {
    const browser = new Browser();
    const [first, second] = await Promise.all([
      anApplication(identity.url, 'halyard-operator'),
      anApplication(identity.url, 'halyard-portal'),
    ]);
    const firstPage = await first.start(browser);
    const secondPage = await second.start(browser);
    const secondBack = await browser.submit(secondPage.url, { sub: 'user@acme' });
    const firstBack = await browser.submit(firstPage.url, { sub: 'ada' });

    expect(decodeJwt((await second.finish(secondBack.url)).access_token).sub).toBe('user@acme');
    expect(decodeJwt((await first.finish(firstBack.url)).access_token).sub).toBe('ada');
  });
});

describe('refreshing', () => {
  it('gives a new access token, as often as it is asked', async () => {
    const application = await anApplication(identity.url, 'halyard-operator');
    const first = await application.signIn('olga');
    const refresh = () => openid.refreshTokenGrant(application.config, first.refresh_token ?? '');

    const [one, two] = await Promise.all([refresh(), refresh()]);

    for (const { access_token: token } of [one, two]) {
      expect((await verified(token)).payload.sub).toBe('olga');
      expect(token).not.toBe(first.access_token);
    }
  });

  it('is over after the token was revoked', async () => {
    const application = await anApplication(identity.url, 'halyard-operator');
    const { refresh_token: token = '' } = await application.signIn('vera');
    await openid.tokenRevocation(application.config, token);
    await expect(openid.refreshTokenGrant(application.config, token)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('fails cleanly after a restart, while access tokens stay good', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'halyard-identity-'));
    const before = await anIdentity({ dataDir });
    const application = await anApplication(before.url, 'halyard-operator');
    const tokens = await application.signIn('marco');
    await before.close();

    const port = Number(new URL(before.url).port);
    const after = await anIdentity({ dataDir, port });

    await expect(
      openid.refreshTokenGrant(application.config, tokens.refresh_token ?? ''),
    ).rejects.toMatchObject({ error: 'invalid_grant', status: 400 });
    const keys = createRemoteJWKSet(new URL(`${after.url}/jwks`));
    await expect(jwtVerify(tokens.access_token, keys)).resolves.toBeDefined();
    await rm(dataDir, { recursive: true });
  });
});

describe('signing out', () => {
  it('returns to the application without asking anything', async () => {
    const browser = new Browser();
    const application = await anApplication(identity.url, 'halyard-operator');
    const tokens = await application.signIn('ada', browser);
    const url = openid.buildEndSessionUrl(application.config, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: 'http://localhost:4101/',
      state: 'bye',
    });

    const page = await browser.open(url);
    // The page submits itself in a browser.
    const text = await page.response.text();
    expect(text).toContain('document.forms[0].submit()');
    const field = (name: string) =>
      new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? '';
    const back = await browser.submit(new URL(`${identity.url}/session/end/confirm`), {
      xsrf: field('xsrf'),
      logout: field('logout'),
    });

    expect(back.url.href).toBe('http://localhost:4101/?state=bye');
  });

  it('says so where the application named nowhere to go', async () => {
    const { response } = await new Browser().open(`${identity.url}/session/end/success`);
    expect(await response.text()).toContain('You are signed out');
  });
});
