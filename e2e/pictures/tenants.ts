import { inEveryLook } from '../looks.ts';
import { TenantsPage } from '../people/tenants-page.ts';
import { expect, test } from '../people/test.ts';

inEveryLook((picture, { width }) => {
  test('tenants', async ({ operator }) => {
    const ada = await operator('ada');
    const { page } = ada;
    const tenants = new TenantsPage(page);
    await ada.goTo('/tenants');
    await expect(page.getByText('5 tenants')).toBeVisible();
    await picture(page, 'console-tenants');
    if (width === 'wide') {
      await (await tenants.cell('98chimp', 'gdpr_export')).click();
      await expect(tenants.explanation('98chimp', 'gdpr_export').lanes).toBeVisible();
      await picture(page, 'console-tenants-explained');
    }
    await ada.goTo('/tenants/98chimp');
    await expect(page.getByRole('list', { name: /^Flags for/ })).toBeVisible();
    await picture(page, 'console-tenant');
    await ada.goTo('/tenants/98chimp?tab=compare&with=loomi');
    await expect(page.getByRole('table')).toBeVisible();
    await picture(page, 'console-tenant-compare');
    await ada.goTo('/tenants/98chimp?tab=overrides');
    await expect(page.getByRole('region', { name: /^Overrides of/ })).toBeVisible();
    await picture(page, 'console-tenant-overrides');
    await ada.goTo('/tenants?archived=true');
    await expect(page.getByRole('heading', { name: 'No archived tenants' })).toBeVisible();
    await picture(page, 'console-tenants-archived');
  });
});
