import type { Page } from '@playwright/test';
import { expectAccessible } from '../people/accessible.ts';
import { ChangeDrawer } from '../people/change-drawer.ts';
import { FlagPanel, type Operator } from '../people/operator.ts';
import { signIn } from '../people/sign-in.ts';
import { expect, test } from '../people/test.ts';

const FLAG = 'new_billing_v2';
const SOON = { timeout: 2_000 };
/** Several people, in a browser each. */
test.setTimeout(180_000);
const PHONE = { width: 390, height: 844 };

test.beforeEach(({ stack }) => stack.api.reset(FLAG));

let counter = 0;
/** Creates a flag of the test's own, and opens it in an environment. */
async function newFlag(someone: Operator, environment: string): Promise<FlagPanel> {
  const key = `reviewed_${++counter}`;
  await someone.goTo(`/flags?env=${environment}`);
  await someone.newFlag.click();
  const dialog = someone.dialog('New flag');
  await dialog.getByRole('textbox', { name: 'Key' }).fill(key);
  await dialog.getByRole('button', { name: 'Create flag' }).click();
  const panel = new FlagPanel(someone.page, key);
  await expect(panel.state('Off')).toBeChecked();
  return panel;
}

/** The same flag, in somebody else's browser. */
async function sameFlag(other: Operator, { key }: FlagPanel): Promise<FlagPanel> {
  await other.goTo(`/flags?env=staging&flag=${key}`);
  const panel = new FlagPanel(other.page, key);
  await expect(panel.targeting).toBeVisible();
  return panel;
}

async function endSession(page: Page): Promise<void> {
  await page.context().clearCookies();
}

test('a change is reviewed with whom it touches, approved by two in two browsers, and in the portal', async ({
  operator,
  tenantUser,
}) => {
  const [kim, leila] = [await tenantUser('user@98chimp'), await tenantUser('user@loomi')];
  await kim.goTo('/billing');
  await leila.goTo('/billing');
  await expect(kim.classicBilling).toBeVisible();

  const shahin = await operator('shahin');
  const panel = await shahin.openFlag(FLAG);
  await panel.choose('Targeted');
  await panel.addTenant('98chimp');
  const drawer = await panel.review();
  await expect(drawer.verdict).toContainText('Takes two approvals');
  await expect(drawer.change).toContainText('targeted');
  await expect(drawer.change).toContainText('98chimp');
  await expect(drawer.impact.getByRole('region', { name: 'Gain it' })).toContainText('98chimp');
  await expect(drawer.impact).not.toContainText('Loomi');
  await drawer.root.getByRole('button', { name: 'Request approval' }).click();
  await expect(drawer.root.getByText('Say why it should be made')).toBeVisible();
  const ref = await drawer.requestApproval('First customer');
  await expect(panel.unsaved).toBeHidden();

  const [marco, roberto] = [await operator('marco'), await operator('roberto')];
  const first = await marco.openRequest(ref);
  await expect(first.impact).toContainText('98chimp');
  await first.say('Are the totals right?');
  const own = await shahin.openRequest(ref);
  await expect(own.discussion).toContainText('Are the totals right?');
  await own.say('Support has checked them');
  await expect(first.discussion).toContainText('Support has checked them');
  await first.approve('Thank you');
  const second = await roberto.openRequest(ref);
  await second.approve('Agreed');

  await expect(kim.newBilling).toBeVisible(SOON);
  await expect(leila.newBilling).toBeHidden();
  await expect(own.outcome).toContainText('Applied');
  for (const { reached, page } of [own, second]) {
    await expect(reached).toContainText('Gained it: 1');
    await expect(reached.getByRole('list', { name: 'Tenants' })).toHaveText('98chimp');
    await expect(reached).not.toContainText('Loomi');
    await expectAccessible(page);
  }
});

test('where nothing is protected it is saved at once, details and targeting together', async ({
  operator,
}) => {
  const shahin = await operator('shahin');
  const panel = await newFlag(shahin, 'staging');
  await panel.choose('On');
  await panel.openTab('Details');
  await panel.root.getByRole('textbox', { name: 'Owner' }).fill('growth');
  const drawer = await panel.review();
  await expect(drawer.verdict).toContainText('Is made at once');
  await expect(drawer.change).toContainText('growth');
  await expect(drawer.impact).toContainText('5');
  await drawer.save('Everybody in staging');
  await expect(shahin.page.getByText('Saved', { exact: true })).toBeVisible();
  await expect(panel.unsaved).toBeHidden();
  await panel.openTab('History');
  await expect(panel.entry('edited the details')).toContainText('Everybody in staging');
  await expect(panel.entry('changed the targeting')).toContainText('Everybody in staging');
});

test('a change that touches nobody says so', async ({ operator }) => {
  const shahin = await operator('shahin');
  const panel = await newFlag(shahin, 'staging');
  await panel.choose('Targeted');
  await expect((await panel.review()).impact).toContainText('Nobody’s answer changes');
});

test('two editors: what the other one saved is told field by field, and nothing is lost', async ({
  operator,
}) => {
  const [shahin, ada] = [await operator('shahin'), await operator('ada')];
  const mine = await newFlag(shahin, 'staging');
  const theirs = await sameFlag(ada, mine);
  await mine.choose('Targeted');
  await mine.addTenant('acme');
  const drawer = await mine.review();

  await theirs.choose('Targeted');
  await theirs.addTenant('loomi');
  await theirs.openTab('Details');
  await theirs.root.getByRole('textbox', { name: 'Owner' }).fill('growth');
  await theirs.save('Loomi first');

  await drawer.save('Acme first');
  await expect(drawer.root).toBeHidden();
  await expect(mine.conflict).toContainText('Nothing was saved, and your edits are still here');
  await expect(mine.conflict).toContainText('Ada Lindqvist');
  const tenants = mine.conflict.getByRole('group', { name: 'Tenants' });
  await expect(tenants.getByRole('radio', { name: /^Theirs/ })).not.toBeChecked();
  await expect(tenants).toContainText('was none');
  await expect(tenants).toContainText('loomi');
  await expect(tenants).toContainText('acme');
  await expect(mine.conflict).toContainText('growth');
  await expectAccessible(shahin.page);

  await mine.conflict.getByRole('button', { name: 'Keep mine' }).click();
  const again = new ChangeDrawer(shahin.page);
  await expect(again.change).toContainText('loomi');
  await again.save('Acme instead');
  await expect(shahin.page.getByText('Saved', { exact: true })).toBeVisible();
  await mine.openTab('Details');
  await expect(mine.root.getByRole('textbox', { name: 'Owner' })).toHaveValue('growth');
});

test('theirs is taken for one field, and the other edits stay', async ({ operator }) => {
  const [shahin, ada] = [await operator('shahin'), await operator('ada')];
  const mine = await newFlag(shahin, 'staging');
  const theirs = await sameFlag(ada, mine);
  await mine.choose('Rollout');
  await mine.addTenant('acme');
  await theirs.choose('Targeted');
  await theirs.addTenant('loomi');
  await theirs.save('Loomi first');

  await mine.root.getByRole('button', { name: 'Settle the conflict' }).click();
  await expect(mine.conflict).toBeFocused();
  await mine.conflict
    .getByRole('group', { name: 'Tenants' })
    .getByRole('radio', { name: /^Theirs/ })
    .check();
  await mine.conflict.getByRole('button', { name: 'Use what I chose' }).click();
  await expect(mine.conflict).toBeHidden();
  await expect(mine.state('Rollout')).toBeChecked();
  await expect(mine.unsaved).toContainText('targeted → rollout');
  await expect(mine.unsaved).not.toContainText('acme');
});

test('edits outlive the session and a reload, and are gone once they are saved', async ({
  operator,
}) => {
  const shahin = await operator('shahin');
  const { page } = shahin;
  const panel = await newFlag(shahin, 'staging');
  await panel.choose('On');
  await expect(panel.unsaved).toBeVisible();

  await endSession(page);
  await panel.root.getByRole('button', { name: 'Review change' }).click();
  await signIn(page, 'shahin');
  await expect(panel.unsaved).toContainText('Your unsaved changes are back');
  await expect(panel.state('On')).toBeChecked();

  await page.reload();
  await expect(panel.unsaved).toContainText('Your unsaved changes are back');
  await panel.save('Everybody');
  await page.reload();
  await expect(panel.state('On')).toBeChecked();
  await expect(panel.unsaved).toBeHidden();
});

test('what one has begun to say stays with the draft, and goes with it', async ({ operator }) => {
  const shahin = await operator('shahin');
  const { page } = shahin;
  const panel = await newFlag(shahin, 'staging');
  await panel.choose('On');
  const drawer = await panel.review();
  await drawer.rationale.fill('Everybody in staging');
  await drawer.cancel();
  await panel.openTab('Details');
  await panel.root.getByRole('textbox', { name: 'Owner' }).fill('growth');
  await panel.review();
  await expect(drawer.rationale).toHaveValue('Everybody in staging');

  await page.reload();
  await expect(panel.unsaved).toContainText('Your unsaved changes are back');
  await panel.review();
  await expect(drawer.rationale).toHaveValue('Everybody in staging');
  await drawer.save();
  await expect(panel.unsaved).toBeHidden();
  await panel.openTab('Targeting');
  await panel.choose('Off');
  await panel.review();
  await expect(drawer.rationale).toHaveValue('');
});

test('an author edits what they asked for; the approvals that it had are void', async ({
  operator,
}) => {
  const shahin = await operator('shahin');
  const panel = await shahin.openFlag(FLAG);
  await panel.choose('Targeted');
  await panel.addTenant('98chimp');
  const ref = await panel.requestApproval('First customer');
  const marco = await operator('marco');
  const review = await marco.openRequest(ref);
  await review.approve('Fine');
  await expect(review.awaiting).toHaveText('awaiting 1 of 2');

  const request = await shahin.openRequest(ref);
  await request.root.getByRole('button', { name: 'Edit the change' }).click();
  await expect(panel.unsaved).toContainText(`You are editing ${ref}`);
  await panel.addTenant('acme');
  const drawer = await panel.review();
  await expect(drawer.root.getByText('The approvals that it has are void')).toBeVisible();
  await expect(drawer.rationale).toHaveValue('First customer');
  await drawer.rationale.fill('First two customers');
  await drawer.root.getByRole('button', { name: 'Update request' }).click();
  await expect(panel.unsaved).toBeHidden();

  await expect(review.awaiting).toHaveText('awaiting 2 of 2');
  await expect(review.change).toContainText('acme');
  await expect(review.root).toContainText('First two customers');
});

test('a request is found among one’s own, and reviewed on a phone', async ({ operator }) => {
  const shahin = await operator('shahin');
  const panel = await shahin.openFlag(FLAG);
  await panel.choose('On');
  const ref = await panel.requestApproval('For everybody');
  await shahin.goTo('/approvals?show=mine&state=in_review');
  await expect(shahin.page.getByRole('link', { name: ref })).toBeVisible();
  await shahin.goTo('/approvals?show=mine&state=rejected');
  await expect(shahin.page.getByRole('link', { name: ref })).toBeHidden();
  await expectAccessible(shahin.page);

  const marco = await operator('marco');
  await marco.page.setViewportSize(PHONE);
  const request = await marco.openRequest(ref);
  await expect(request.impact).toBeVisible();
  await expect(request.approveButton).toBeInViewport();
  await expectAccessible(marco.page);
  await request.rejectButton.click();
  await expect(request.root).toContainText('Marco Bianchi rejected');
});

test('what was applied can be taken back, which is reviewed as well', async ({
  operator,
  stack,
}) => {
  const shahin = await operator('shahin');
  const panel = await shahin.openFlag(FLAG);
  await panel.choose('On');
  const ref = await panel.requestApproval('For everybody');
  await stack.api.approve(ref);
  const request = await shahin.openRequest(ref);
  await expect(request.outcome).toContainText('Applied');
  await request.outcome.getByRole('button', { name: 'Revert' }).click();
  const drawer = new ChangeDrawer(shahin.page);
  await expect(drawer.impact.getByRole('region', { name: 'Lose it' })).toContainText('Loomi');
  await stack.api.approve(await drawer.requestApproval('It was too early'));
  expect(await stack.api.valueFor('loomi', FLAG)).toBe(false);
});
