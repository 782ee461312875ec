import { inEveryLook } from '../looks.ts';
import { KillSwitchesPage } from '../people/kill-switches-page.ts';
import { expect, test } from '../people/test.ts';

const CATEGORY = 'payments';

inEveryLook((picture, { width, colorScheme }) => {
  /** Made once: the pictures share a database. */
  const key = `pictured.${width}_${colorScheme}`;
  const prod = { state: 'rollout', rollout: { percentage: 50 } };

  test('kill switches and rollouts', async ({ operator, stack }) => {
    await stack.api.makeFlag({
      key: key,
      name: 'Instant refunds',
      owner: 'billing',
      category: CATEGORY,
      environments: { prod, staging: { state: 'on' } },
    });
    const olga = await operator('olga');
    const { page } = olga;
    const switches = new KillSwitchesPage(olga);
    await switches.open('prod');
    await picture(page, 'console-kill-switches');
    await switches.turnOff(CATEGORY).click();
    const dialog = olga.dialog(/^Turn off/);
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('The acquirer answers with 502');
    await picture(page, 'console-kill-switch');
    await dialog.getByRole('button', { name: `Turn off ${CATEGORY}` }).click();
    await expect(switches.card(CATEGORY)).toContainText('Holds down');
    await picture(page, 'console-kill-switch-engaged');
    await olga.goTo('/rollouts?env=prod');
    await expect(page.getByRole('list', { name: 'Rollouts' })).toContainText('Held down');
    await picture(page, 'console-rollouts-held');
    await stack.api.release(CATEGORY);
    await olga.goTo('/rollouts?env=prod');
    await page.getByRole('button', { name: `Steps of ${key} in prod` }).click();
    await expect(page.getByText('began with 50 %').first()).toBeVisible();
    await picture(page, 'console-rollouts');
    await olga.goTo(`/flags?env=prod&flag=${key}&tab=rollout`);
    await expect(page.getByRole('img', { name: /over time/ })).toBeVisible();
    await picture(page, 'console-rollout');
    await olga.goTo('/rollouts?env=dev&owner=nobody');
    await expect(page.getByText('nobody rolls out nothing')).toBeVisible();
    await picture(page, 'console-rollouts-none');
  });
});
