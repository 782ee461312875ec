import { goTo, hydrated } from '../people/hydrated.ts';
import { expect, test } from '../people/test.ts';
import { signIn } from '../people/sign-in.ts';

test('an operator signs in where they wanted to go, and out', async ({ aBrowser, stack }) => {
  const page = await aBrowser();
  await goTo(page, `${stack.urls.console}/flags?env=staging`);
  await signIn(page, 'ada');
  await expect(page.getByRole('table', { name: 'Flags in Staging' })).toBeVisible();
  await hydrated(page);

  await page.getByRole('button', { name: 'Account of Ada Lindqvist' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Halyard' })).toBeVisible();
  await page.goto(`${stack.urls.console}/flags`);
  await expect(page.getByRole('heading', { name: 'Sign in to Halyard' })).toBeVisible();
});

test('a tenant’s user signs in to their own tenant, and out', async ({ tenantUser }) => {
  const leila = await tenantUser('user@loomi');
  const { page } = leila;
  await expect(page.getByRole('heading', { name: 'Welcome back, Leila' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Workspace' })).toContainText('Loomi');

  await leila.signOut();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('one browser is an operator in the console and a tenant’s user in the portal', async ({
  operator,
  stack,
}) => {
  const { page } = await operator('ada');
  await goTo(page, stack.urls.portal);
  await signIn(page, 'user@acme');
  await expect(page.getByRole('heading', { name: 'Welcome back, Sam' })).toBeVisible();
  await page.goto(stack.urls.console);
  await expect(page.getByRole('button', { name: 'Account of Ada Lindqvist' })).toBeVisible();
});

test('no token ever reaches the browser', async ({ operator, tenantUser }) => {
  for (const { page } of [await operator('ada'), await tenantUser('user@98chimp')]) {
    const cookies = await page.context().cookies();
    expect(cookies.filter(({ httpOnly }) => !httpOnly)).toEqual([]);
    const stored = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, document.cookie]),
    );
    // A JWT begins with "eyJ"; so would one that a page carries.
    expect(`${stored}${await page.content()}`).not.toContain('eyJ');
  }
});
