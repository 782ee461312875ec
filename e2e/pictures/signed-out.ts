import { inEveryLook, WIDTHS } from '../looks.ts';
import { expect, test } from '../people/test.ts';

inEveryLook((picture, { width, colorScheme }) => {
  test('those who are not signed in', async ({ aBrowser, stack }) => {
    const page = await aBrowser();
    for (const name of ['console', 'portal'] as const) {
      await page.goto(stack.urls[name]);
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
      await picture(page, `${name}-signed-out`);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('list', { name: 'People' })).toBeVisible();
      await page.setViewportSize(WIDTHS[width]);
      await page.screenshot({
        path: `screenshots/identity-${name}-${width}-${colorScheme}.png`,
      });
      await page.goto(`${stack.urls[name]}/auth/error?reason=denied`);
      await picture(page, `${name}-sign-in-error`);
    }
  });
});
