import { FlagPanel } from '../people/operator.ts';
import { expect, test } from '../people/test.ts';

const FLAG = 'new_billing_v2';
/** A change is in a tenant's page this soon after it was saved. */
const SOON = { timeout: 2_000 };

test.beforeEach(({ stack }) => stack.api.reset(FLAG));

test('a flag that is targeted at a tenant is in its portal, and in no other, once two others approve, until it is killed', async ({
  operator,
  tenantUser,
}) => {
  const kim = await tenantUser('user@98chimp');
  const leila = await tenantUser('user@loomi');
  await kim.goTo('/billing');
  await leila.goTo('/billing');
  await expect(kim.classicBilling).toBeVisible();
  await expect(leila.classicBilling).toBeVisible();

  const ada = await operator('ada');
  const panel = await ada.openFlag(FLAG);
  await panel.choose('Targeted');
  await panel.addTenant('98chimp');
  const ref = await panel.requestApproval('First customer');
  await expect(panel.state('Off')).toBeChecked();

  const [marco, roberto] = [await operator('marco'), await operator('roberto')];
  const first = await marco.openRequest(ref);
  await expect(first.change).toContainText('98chimp');
  await first.approve('The totals are right');
  await expect(first.awaiting).toHaveText('awaiting 1 of 2');
  const second = await roberto.openRequest(ref);
  await expect(kim.classicBilling).toBeVisible();
  await second.approve('Agreed');

  await expect(kim.newBilling).toBeVisible(SOON);
  await expect(second.outcome).toContainText('Applied');
  await expect(first.outcome).toContainText('Applied');
  await expect(leila.classicBilling).toBeVisible();
  await expect(leila.newBilling).toBeHidden();

  await panel.killNow('Wrong totals');
  await expect(kim.classicBilling).toBeVisible(SOON);
  await expect(kim.newBilling).toBeHidden(SOON);
  await expect(panel.killed).toContainText('Wrong totals');

  await panel.openTab('History');
  await expect(panel.entry('Ada Lindqvist killed it in Production')).toContainText('Wrong totals');
  await expect(panel.entry('Roberto Salas approved the request')).toContainText('Agreed');
  await expect(panel.entry('Ada Lindqvist changed the targeting')).toContainText('98chimp');
});

test('a portal whose API is gone shows nothing that a flag brings, and recovers', async ({
  stack,
  tenantUser,
}) => {
  await stack.api.configure(FLAG, { state: 'targeted', scope: { tenantSlugs: ['98chimp'] } });
  const kim = await tenantUser('user@98chimp');
  await kim.goTo('/billing');
  await expect(kim.newBilling).toBeVisible();

  await stack.stopOne('api');
  await expect(kim.classicBilling).toBeVisible({ timeout: 10_000 });
  await expect(kim.newBilling).toBeHidden();
  await kim.page.reload();
  await expect(kim.classicBilling).toBeVisible();

  await stack.start('api');
  await expect(kim.newBilling).toBeVisible({ timeout: 20_000 });
});

test('a new flag is off everywhere until somebody turns it on', async ({ operator, stack }) => {
  const shahin = await operator('shahin');
  await shahin.newFlag.click();
  const dialog = shahin.dialog('New flag');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Faster search');
  await expect(dialog.getByRole('textbox', { name: 'Key' })).toHaveValue('faster_search');
  await dialog.getByRole('button', { name: 'Create flag' }).click();

  const panel = new FlagPanel(shahin.page, 'faster_search');
  await expect(panel.state('Off')).toBeChecked();
  expect(await stack.api.valueFor('98chimp', 'faster_search')).toBe(false);
  await panel.choose('On');
  const ref = await panel.requestApproval('For everybody');
  expect(await stack.api.valueFor('98chimp', 'faster_search')).toBe(false);
  await stack.api.approve(ref);
  expect(await stack.api.valueFor('98chimp', 'faster_search')).toBe(true);
});
