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
    for (const [tab, region] of [
      ['code', 'Code'],
      ['dependencies', 'Dependencies'],
      ['history', 'History'],
    ] as const) {
      await ada.goTo(`/flags/${FLAG}?tab=${tab}`);
      await expect(page.getByRole('region', { name: region, exact: true })).toBeVisible();
      await picture(page, `console-flag-page-${tab}`);
    }
    await ada.goTo('/flags?env=staging');
    for (const key of [FLAG, 'layout_test', 'gdpr_export']) {
      await page.getByRole('checkbox', { name: `Select ${key}`, exact: true }).check();
    }
    await picture(page, 'console-flags-selected');
    await page
      .getByRole('region', { name: 'Selected flags' })
      .getByRole('button', { name: 'Archive' })
      .click();
    await expect(ada.dialog('Archive 3 flags?').getByRole('region').first()).toBeVisible();
    await picture(page, 'console-flags-archive');
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
