import { ChangeDrawer } from '../people/change-drawer.ts';
import { expect, test } from '../people/test.ts';
import { take } from '../people/take.ts';

const FLAG = 'new_billing_v2';
const SOON = { timeout: 2_000 };

test.beforeEach(({ stack }) => stack.api.reset(FLAG));

test('an author cannot approve their own request, and is told why', async ({ operator }) => {
  const shahin = await operator('shahin');
  const panel = await shahin.openFlag(FLAG);
  await panel.choose('On');
  const ref = await panel.requestApproval('For everybody');

  const request = await shahin.openRequest(ref);
  await expect(request.awaiting).toHaveText('awaiting 2 of 2');
  for (const button of [request.approveButton, request.rejectButton]) {
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription(/^Nobody reviews their own request/);
  }
  await request.approveButton.click({ force: true });
  await expect(request.awaiting).toHaveText('awaiting 2 of 2');

  await request.root.getByRole('button', { name: 'Withdraw' }).click();
  await shahin.dialog(`Withdraw ${ref}`).getByRole('button', { name: 'Withdraw' }).click();
  await expect(request.root.getByText('Withdrawn')).toBeVisible();
  await expect(request.approveButton).toBeHidden();
});

test('a request that waits for someone is found, read and rejected by keyboard', async ({
  operator,
}) => {
  const shahin = await operator('shahin');
  const panel = await shahin.openFlag(FLAG);
  await panel.choose('On');
  const ref = await panel.requestApproval('Everybody at once');

  const marco = await operator('marco');
  const { page } = marco;
  await page.getByRole('link', { name: /^Approvals/ }).click();
  await page.getByRole('link', { name: ref }).click();
  const article = page.getByRole('article', { name: ref });
  await expect(article).toContainText('Everybody at once');
  await page.keyboard.press('r');
  await expect(article.getByRole('button', { name: 'Reject' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(article).toContainText('Marco Bianchi rejected');
  await expect(article.getByText('Rejected', { exact: true })).toBeVisible();
});

test('an edit that is not filed after all is still there', async ({ operator }) => {
  const shahin = await operator('shahin');
  const panel = await shahin.openFlag(FLAG);
  await panel.choose('On');
  await (await panel.review()).cancel();
  await expect(panel.state('On')).toBeChecked();
  await expect(panel.unsaved).toBeVisible();
});

test('a tenant’s override takes two approvals, its rollback none, and the audit verifies', async ({
  operator,
  tenantUser,
  stack,
}) => {
  const sam = await tenantUser('user@acme');
  const kim = await tenantUser('user@98chimp');
  await sam.goTo('/billing');
  await kim.goTo('/billing');
  await expect(sam.classicBilling).toBeVisible();

  const shahin = await operator('shahin');
  const panel = await shahin.openFlag(FLAG);
  await panel.openTab('Overrides');
  await panel.root.getByRole('button', { name: 'Add override' }).click();
  const dialog = shahin.dialog('Add override');
  await dialog.getByRole('button', { name: /^Tenant/ }).click();
  await shahin.page.getByRole('option', { name: /^acme/ }).click();
  await dialog.getByRole('combobox', { name: 'Variant' }).click();
  await take(shahin.page.getByRole('option', { name: 'on', exact: true }));
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Acme pilots it');
  await dialog.getByRole('button', { name: 'Review change' }).click();
  const drawer = new ChangeDrawer(shahin.page);
  await expect(drawer.impact).toContainText('Acme');
  await expect(drawer.rationale).toHaveValue('Acme pilots it');
  const ref = await drawer.requestApproval('Acme pilots it');
  await expect(dialog).toBeHidden();
  await stack.api.approve(ref);
  await expect(sam.newBilling).toBeVisible(SOON);
  await expect(kim.classicBilling).toBeVisible();

  const olga = await operator('olga');
  const seen = await olga.openFlag(FLAG);
  await seen.openTab('Overrides');
  const row = seen.root.getByRole('listitem', { name: 'acme' });
  await expect(row).toContainText('Acme pilots it');
  await row.getByRole('button', { name: 'Roll back acme' }).click();
  const question = olga.dialog('Roll back acme?');
  await question.getByRole('textbox', { name: 'Reason' }).fill('Acme’s invoices are wrong');
  await question.getByRole('button', { name: 'Roll back now' }).click();
  await expect(sam.classicBilling).toBeVisible(SOON);
  await expect(row).toContainText('off');

  const ada = await operator('ada');
  await ada.goTo('/audit?stream=acme');
  const entry = (words: string) =>
    ada.page
      .getByRole('list', { name: 'Audit trail' })
      .getByRole('listitem')
      .filter({ hasText: words })
      .first();
  await expect(entry('rolled it back')).toContainText('Break glass');
  await expect(entry('set the override')).toContainText(ref);
  await ada.page.getByRole('button', { name: 'Verify acme' }).click();
  await expect(ada.page.getByRole('status', { name: 'Verdict' })).toContainText(
    'The chain of acme holds',
  );
});

test('the audit trail is for those who may read it', async ({ operator }) => {
  const vera = await operator('vera');
  await vera.goTo('/audit');
  await expect(vera.page.getByRole('heading', { name: 'You may not see: Audit' })).toBeVisible();
});
