import type { Page } from '@playwright/test';

/** Goes from an app's signed-out page to its first page, as one of the demo's people. */
export async function signIn(page: Page, sub: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  const people = page.getByRole('list', { name: 'People' });
  await people
    .getByRole('button')
    .filter({ has: page.getByText(sub, { exact: true }) })
    .click();
}
