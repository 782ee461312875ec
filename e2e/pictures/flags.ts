import { inEveryLook } from '../looks.ts';
import { expect, test } from '../people/test.ts';

const FLAG = 'new_billing_v2';

inEveryLook((picture) => {
  test('the console', async ({ operator }) => {
    const ada = await operator('ada');
    const { page } = ada;
    await expect(ada.row(FLAG)).toContainText('Targeted');
    await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
    await picture(page, 'console-flags');

    const panel = await ada.openFlag(FLAG);
    await panel.addTenant('acme');
    await panel.root.getByText('Scope', { exact: true }).click();
    await panel.root
      .getByRole('textbox', { name: 'Reason for the change' })
      .fill('Acme asked for the forecast');
    await picture(page, 'console-panel');
    await panel.root.getByRole('button', { name: 'Discard' }).click();
    await panel.openTab('History');
    await expect(panel.entry('created the flag')).toBeVisible();
    await picture(page, 'console-history');
    await panel.openTab('Details');
    await picture(page, 'console-details');
    await panel.openTab('Exposures');
    await expect(panel.root.getByRole('img', { name: /evaluations/ })).toBeVisible();
    await picture(page, 'console-exposures');
    await panel.root.getByRole('button', { name: 'Table' }).click();
    await picture(page, 'console-exposures-table');
    await panel.kill.click();
    await ada
      .dialog(`Kill ${FLAG}`)
      .getByRole('textbox', { name: 'Reason' })
      .fill('The totals are wrong');
    await picture(page, 'console-kill');
    await page.keyboard.press('Escape');
    await panel.close();

    const experiment = await ada.openFlag('layout_test');
    await experiment.openTab('Exposures');
    await experiment.root.getByRole('radio', { name: '7 days' }).check();
    await expect(experiment.root.getByRole('img', { name: /the last 7 days/ })).toBeVisible();
    await experiment.root.getByRole('img', { name: /evaluations/ }).hover();
    await picture(page, 'console-exposures-week');
    await experiment.close();
    const unused = await ada.openFlag('gdpr_export');
    await unused.openTab('Exposures');
    await expect(unused.root.getByText(/^No evaluations/)).toBeVisible();
    await picture(page, 'console-exposures-none');
    await unused.close();
    for (const key of ['dashboard.runtime_v1', 'shadow_read_projects', 'layout_test']) {
      const other = await ada.openFlag(key);
      await picture(page, `console-panel-${key}`);
      await other.close();
    }
    await ada.newFlag.click();
    await expect(ada.dialog('New flag')).toBeVisible();
    await picture(page, 'console-new-flag');
    await ada.goTo('/flags?q=nothing-like-it');
    await expect(page.getByRole('table')).toBeHidden();
    await picture(page, 'console-no-match');
    await ada.goTo('/flags?env=staging');
    await expect(ada.row(FLAG)).toBeVisible();
    await picture(page, 'console-staging');
  });

  test('the console for a viewer', async ({ operator }) => {
    const vera = await operator('vera');
    await vera.openFlag(FLAG);
    await picture(vera.page, 'console-viewer');
  });
});
