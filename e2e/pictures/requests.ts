import { inEveryLook } from '../looks.ts';
import { FeaturesPage } from '../people/features-page.ts';
import { expect, test } from '../people/test.ts';

inEveryLook((picture, { width, colorScheme }) => {
  /** The looks share a database. */
  const title = `Answer in WhatsApp, ${width} and ${colorScheme}`;

  test('what tenants ask for', async ({ operator, tenantUser }) => {
    const tessa = await tenantUser('tessa');
    const features = new FeaturesPage(tessa);
    await tessa.goTo('/privacy');
    await picture(tessa.page, 'portal-not-available');
    await features.open();
    await features.ask(title, 'A third of our customers write there first.');
    await picture(tessa.page, 'portal-features');
    await tessa.page.getByRole('button', { name: 'Request a feature' }).click();
    await expect(tessa.page.getByRole('dialog')).toBeVisible();
    await picture(tessa.page, 'portal-request-a-feature');

    const shahin = await operator('shahin');
    await shahin.goTo('/requests');
    await expect(shahin.page.getByRole('link', { name: title })).toBeVisible();
    await picture(shahin.page, 'console-requests');
    await shahin.page.getByRole('link', { name: title }).click();
    await expect(shahin.dialog(title).getByRole('button', { name: 'Accept' })).toBeVisible();
    await picture(shahin.page, 'console-feature-request');
  });
});
