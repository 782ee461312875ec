import { inEveryLook } from '../looks.ts';
import { expect, test } from '../people/test.ts';

inEveryLook((picture) => {
  test('the portal', async ({ tenantUser }) => {
    for (const [sub, billing] of [
      ['user@98chimp', 'new'],
      ['user@loomi', 'classic'],
    ] as const) {
      const user = await tenantUser(sub);
      const { page } = user;
      for (const [name, path] of [
        ['home', '/'],
        ['cases', '/cases'],
        ['billing', '/billing'],
      ] as const) {
        await user.goTo(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await picture(page, `portal-${name}-${billing}`);
      }
      await user.goTo('/cases');
      await page.getByRole('table').getByRole('link').first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await picture(page, `portal-case-${billing}`);
    }
  });
});
