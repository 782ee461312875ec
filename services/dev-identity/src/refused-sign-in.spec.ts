import { anApplication } from '../test/application.ts';
import { anIdentity } from '../test/an-identity.ts';
import { Browser } from '../test/browser.ts';
import type { Identity } from './identity.ts';

let identity: Identity;
beforeAll(async () => {
  identity = await anIdentity();
});

it('is refused without PKCE', async () => {
  const url = new URL(`${identity.url}/auth`);
  url.search = new URLSearchParams({
    client_id: 'halyard-operator',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: 'http://localhost:4101/auth/callback',
  }).toString();
  const back = await new Browser().open(url);
  expect(back.url.searchParams.get('error')).toBe('invalid_request');
  expect(back.url.searchParams.get('error_description')).toContain('PKCE');
});

it('is refused for an address that is not the application', async () => {
  const application = await anApplication(identity.url, 'halyard-operator');
  const elsewhere = { redirect_uri: 'http://evil.example/auth/callback' };
  const { response } = await application.start(new Browser(), elsewhere);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('redirect_uri');
});

it('says that it is over, in words, and where to start again', async () => {
  const { response } = await new Browser().open(`${identity.url}/sign-in/long-gone`);
  const text = await response.text();
  expect(response.status).toBe(400);
  expect(text).toContain('This sign-in is over');
  expect(text).toContain('href="http://localhost:4101/"');
});

it('escapes what it was sent', async () => {
  const application = await anApplication(identity.url, 'halyard-operator');
  const { response } = await application.start(new Browser(), {
    prompt: '<b>x</b>',
    redirect_uri: '<script>alert(1)</script>',
  });
  expect(await response.text()).not.toMatch(/<script>|<b>x/);
});
