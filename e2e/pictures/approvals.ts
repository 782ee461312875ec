import { inEveryLook } from '../looks.ts';
import { fileRequest } from '../people/operator.ts';
import { expect, test } from '../people/test.ts';

inEveryLook((picture) => {
  test('approvals, overrides and the audit trail', async ({ operator }) => {
    const ada = await operator('ada');
    const { page } = ada;
    const panel = await ada.openFlag('magic_canvas_gpu');
    await panel.openTab('Overrides');
    await picture(page, 'console-overrides');
    await panel.root.getByRole('button', { name: 'Add override' }).click();
    await expect(ada.dialog('Add override')).toBeVisible();
    await picture(page, 'console-override');
    await page.keyboard.press('Escape');
    await panel.openTab('Targeting');
    await panel.choose('On');
    await panel.root.getByRole('button', { name: 'Request approval' }).click();
    await expect(ada.dialog('Request approval')).toBeVisible();
    await picture(page, 'console-request');
    const ref = await fileRequest(page, 'Measured on every device we support');
    await ada.openRequest(ref);
    await picture(page, 'console-own-request');
    await ada.goTo('/audit');
    await page.getByRole('button', { name: 'Verify platform' }).click();
    await expect(page.getByText('The chain of platform holds')).toBeVisible();
    await picture(page, 'console-audit');

    const marco = await operator('marco');
    await marco.goTo('/approvals');
    await expect(marco.page.getByRole('link', { name: ref })).toBeVisible();
    await picture(marco.page, 'console-approvals');
    await marco.openRequest(ref);
    await picture(marco.page, 'console-review');
  });
});
