import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { inAFolder } from '../stack/in-a-folder.ts';
import { aStack, type Stack } from '../stack/stack.ts';
import { hydrated } from './hydrated.ts';
import { Operator } from './operator.ts';
import { signIn } from './sign-in.ts';
import { TenantUser } from './tenant-user.ts';

export { expect } from '@playwright/test';

interface People {
  /** Signs someone in to the console, in a browser of their own. */
  readonly operator: (sub: string) => Promise<Operator>;
  /** Signs someone in to the portal, in a browser of their own. */
  readonly tenantUser: (sub: string) => Promise<TenantUser>;
  /** A browser in which nobody is signed in. */
  readonly aBrowser: () => Promise<Page>;
}

/** A test of the whole system: `stack` runs for as long as tests need it, people come and go. */
export const test = base.extend<People, { readonly stack: Stack }>({
  stack: [
    async ({}, use) =>
      inAFolder(async (folder) => {
        const stack = await aStack(folder);
        await use(stack);
        await stack.stop();
      }),
    { scope: 'worker', timeout: 120_000 },
  ],

  aBrowser: async ({ browser, contextOptions }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext(contextOptions);
      contexts.push(context);
      return context.newPage();
    });
    // Left open, a console would go on following what every later test does.
    await Promise.all(contexts.map((context) => context.close()));
  },

  operator: async ({ aBrowser, stack }, use) => {
    await use(async (sub) => {
      const operator = new Operator(await aBrowser(), stack.urls.console);
      await operator.goTo('/');
      await signIn(operator.page, sub);
      await operator.page.waitForURL(/\/(flags|tenants)\b/);
      await hydrated(operator.page);
      return operator;
    });
  },

  tenantUser: async ({ aBrowser, stack }, use) => {
    await use(async (sub) => {
      const user = new TenantUser(await aBrowser(), stack.urls.portal);
      await user.goTo('/');
      await signIn(user.page, sub);
      await user.page.waitForURL(`${stack.urls.portal}/`);
      await hydrated(user.page);
      return user;
    });
  },
});
