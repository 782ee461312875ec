import { expectAccessible } from '../people/accessible.ts';
import { expect, test } from '../people/test.ts';

const FLAG = 'new_billing_v2';
/** Many pages, twice each. */
test.setTimeout(180_000);

test.beforeEach(({ stack }) => stack.api.reset(FLAG));

test('the console’s list, panel and dialogs', async ({ operator, stack }) => {
  await stack.api.configure(FLAG, { state: 'rollout', rollout: { percentage: 12.5 } });
  const ada = await operator('ada');
  const { page } = ada;
  await expect(ada.row(FLAG)).toBeVisible();
  await expectAccessible(page);

  const panel = await ada.openFlag(FLAG);
  await expectAccessible(page);
  await panel.choose('Targeted');
  await panel.addTenant('98chimp');
  await expectAccessible(page);
  await panel.root.getByRole('button', { name: 'Discard' }).click();
  await panel.openTab('Details');
  await expectAccessible(page);
  await panel.openTab('Exposures');
  await expect(panel.root.getByText('No evaluations in the last 24 hours')).toBeVisible();
  await expectAccessible(page);
  await stack.api.expose(FLAG, { on: 20, off: 5 });
  await panel.root.getByRole('radio', { name: '7 days' }).check();
  await expect(panel.root.getByRole('img', { name: /evaluations/ })).toBeVisible();
  await expectAccessible(page);
  await panel.root.getByRole('button', { name: 'Table' }).click();
  await expect(panel.root.getByRole('region', { name: 'Served over time' })).toBeVisible();
  await expectAccessible(page);
  await panel.openTab('Details');
  await panel.kill.click();
  await expect(ada.dialog(`Kill ${FLAG}`)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(ada.dialog(`Kill ${FLAG}`)).toBeHidden();

  await stack.api.act(FLAG, 'kill');
  await panel.openTab('Targeting');
  await expect(panel.killed).toBeVisible();
  await expectAccessible(page);
  await panel.openTab('History');
  await expect(panel.entry('killed it')).toBeVisible();
  await expectAccessible(page);
  await panel.close();

  await ada.newFlag.click();
  await expect(ada.dialog('New flag')).toBeVisible();
  await expectAccessible(page);
});

test('asking for approval, and reviewing', async ({ operator }) => {
  const ada = await operator('ada');
  const panel = await ada.openFlag(FLAG);
  await panel.openTab('Overrides');
  await expect(panel.root.getByRole('region', { name: 'Overrides' })).toBeVisible();
  await expectAccessible(ada.page);
  await panel.root.getByRole('button', { name: 'Add override' }).click();
  await expect(ada.dialog('Add override')).toBeVisible();
  await expectAccessible(ada.page);
  await ada.page.keyboard.press('Escape');
  await panel.openTab('Targeting');
  await panel.choose('On');
  const drawer = await panel.review();
  await expect(drawer.impact).toBeVisible();
  await expectAccessible(ada.page);
  const ref = await drawer.requestApproval('For everybody');
  await ada.openRequest(ref);
  await expectAccessible(ada.page);

  const marco = await operator('marco');
  await marco.goTo('/approvals');
  await expect(marco.page.getByRole('link', { name: ref })).toBeVisible();
  await expectAccessible(marco.page);
  const request = await marco.openRequest(ref);
  await expect(request.impact).toBeVisible();
  await request.say('Are the totals right?');
  await expectAccessible(marco.page);
});

test('the audit trail', async ({ operator }) => {
  const ada = await operator('ada');
  await ada.goTo('/audit');
  await ada.page.getByRole('button', { name: 'Verify platform' }).click();
  await expect(ada.page.getByText('The chain of platform holds')).toBeVisible();
  await expectAccessible(ada.page);
  const vera = await operator('vera');
  await vera.goTo('/audit');
  await expect(vera.page.getByText('You may not see: Audit')).toBeVisible();
  await expectAccessible(vera.page);
});

test('the console for someone who may only look', async ({ operator }) => {
  const vera = await operator('vera');
  await vera.openFlag(FLAG);
  await expectAccessible(vera.page);
});

for (const billing of ['classic', 'new'] as const) {
  test(`the portal’s pages, with ${billing} billing`, async ({ tenantUser, stack }) => {
    if (billing === 'new') await stack.api.configure(FLAG, { state: 'on' });
    const kim = await tenantUser('user@98chimp');
    const { page } = kim;
    for (const path of ['/', '/cases', '/billing']) {
      await kim.goTo(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
  });
}

test('a case in the portal', async ({ tenantUser }) => {
  const kim = await tenantUser('user@98chimp');
  await kim.goTo('/cases');
  await kim.page.getByRole('table').getByRole('link').first().click();
  await expect(kim.page.getByRole('dialog')).toBeVisible();
  await expectAccessible(kim.page);
});

test('the pages of people who are not signed in', async ({ aBrowser, stack }) => {
  const page = await aBrowser();
  for (const url of [stack.urls.console, stack.urls.portal]) {
    await page.goto(url);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expectAccessible(page);
    await page.goto(`${url}/auth/error?reason=denied`);
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expectAccessible(page);
  }
});
