import { inEveryLook } from '../looks.ts';
import { expect, test } from '../people/test.ts';

inEveryLook((picture) => {
  test('approvals, overrides and the audit trail', async ({ operator, stack }) => {
    await stack.api.reset('magic_canvas_gpu');
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
    const drawer = await panel.review();
    await picture(page, 'console-change-drawer');
    const ref = await drawer.requestApproval('Measured on every device we support');
    const own = await ada.openRequest(ref);
    await expect(own.impact).toBeVisible();
    await picture(page, 'console-own-request');
    await ada.goTo('/audit');
    await page.getByRole('button', { name: 'Verify platform' }).click();
    await expect(page.getByText('The chain of platform holds')).toBeVisible();
    await picture(page, 'console-audit');

    const marco = await operator('marco');
    await marco.goTo('/approvals');
    await expect(marco.page.getByRole('link', { name: ref })).toBeVisible();
    await picture(marco.page, 'console-approvals');
    const request = await marco.openRequest(ref);
    await request.say('Did anybody measure it on the old tablets?');
    await picture(marco.page, 'console-review');
    await stack.api.approve(ref);
    await expect(request.outcome).toContainText('Applied');
    await picture(marco.page, 'console-applied');
  });
});
