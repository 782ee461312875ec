import { inEveryLook } from '../looks.ts';
import { expect, test } from '../people/test.ts';

const asked = (...columns: readonly object[]) =>
  columns.map((column) => `c=${encodeURIComponent(JSON.stringify(column))}`).join('&');

inEveryLook((picture) => {
  test('the audit trail', async ({ operator }) => {
    const ada = await operator('ada');
    const { page } = ada;
    await ada.goTo('/audit');
    await page.getByRole('button', { name: 'Verify platform' }).click();
    await expect(page.getByText('The chain of platform holds')).toBeVisible();
    await picture(page, 'console-audit-verified');
    await ada.goTo('/audit?q=the+new+store');
    await page.getByRole('link', { name: /^Olga/ }).first().click();
    await expect(page.getByRole('region', { name: 'Seal' })).toBeVisible();
    await picture(page, 'console-audit-entry');
    await ada.goTo('/audit?q=nothing-like-it');
    await expect(page.getByText('No entry matches')).toBeVisible();
    await picture(page, 'console-audit-empty');
    const vera = await operator('vera');
    await vera.goTo('/audit');
    await expect(vera.page.getByText('You may not see: Audit')).toBeVisible();
    await picture(vera.page, 'console-audit-locked');
  });

  test('the playground', async ({ operator }) => {
    const vera = await operator('vera');
    const { page } = vera;
    const both = asked({ tenant: 'acme', user: 'kim' }, { tenant: 'dk_derby', user: 'ann' });
    await vera.goTo(`/playground?flag=dashboard.runtime_v1&${both}`);
    await expect(page.getByText('Not what A gets').or(page.getByText('because'))).not.toHaveCount(
      0,
    );
    await picture(page, 'console-playground');
    await vera.goTo(`/playground?${both}`);
    await expect(page.getByRole('table', { name: 'What every flag is' })).toBeVisible();
    await picture(page, 'console-playground-all');
  });
});
