import * as openid from 'openid-client';
import { applicationsOn } from '../src/applications.ts';
import { Browser } from './browser.ts';

const PORTS = { consolePort: 4101, portalPort: 4102 };

/** An application as a real one signs people in: openid-client, code flow, PKCE. */
export async function anApplication(
  issuer: string,
  clientId: 'halyard-operator' | 'halyard-portal',
) {
  const application = applicationsOn(PORTS).find((each) => each.clientId === clientId);
  if (!application) throw new Error(`No application ${clientId}`);
  const config = await openid.discovery(
    new URL(issuer),
    clientId,
    application.clientSecret,
    undefined,
    { execute: [openid.allowInsecureRequests] },
  );
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();

  return {
    config,
    /** Opens the sign-in page in a browser. */
    async start(browser: Browser, parameters: Record<string, string> = {}) {
      const url = openid.buildAuthorizationUrl(config, {
        redirect_uri: `${application.origin}/auth/callback`,
        scope: 'openid profile email',
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        ...parameters,
      });
      return browser.open(url);
    },
    /** What the application does when the browser comes back. */
    finish(callback: URL) {
      return openid.authorizationCodeGrant(config, callback, {
        pkceCodeVerifier: verifier,
        expectedState: state,
      });
    },
    /** The whole of it: opens the page, chooses a person and exchanges the code. */
    async signIn(sub: string, browser = new Browser()) {
      const page = await this.start(browser);
      const { url } = await browser.submit(page.url, { sub });
      return this.finish(url);
    },
  };
}
