import { expectAccessible } from '../people/accessible.ts';
import { FeaturesPage } from '../people/features-page.ts';
import { expect, test } from '../people/test.ts';
import { take } from '../people/take.ts';

const FLAG = 'gdpr_export';
const TENANT = '98chimp';
/** One of the two approvals of an override for 98chimp is its own approver's. */
const APPROVER = 'toni';
const PHONE = { width: 390, height: 844 };

test.setTimeout(120_000);
test.beforeEach(async ({ stack }) => {
  await stack.api.reset(FLAG);
  await stack.api.endOverride(TENANT, FLAG, APPROVER);
});
test.afterEach(({ stack }) => stack.api.endOverride(TENANT, FLAG, APPROVER));

test('a page behind a flag is there as soon as the flag is on, and gives way when it is off', async ({
  stack,
  tenantUser,
}) => {
  const kim = await tenantUser('user@98chimp');
  const { page } = kim;
  const gone = page.getByRole('heading', { name: 'Not available for your organisation' });
  const there = page.getByRole('heading', { name: 'Privacy', level: 1 });
  const link = page.getByRole('navigation').getByRole('link', { name: 'Privacy' });

  const first = await page.goto(`${stack.urls.portal}/privacy`);
  expect(first?.status()).toBe(404);
  expect(await first?.text()).not.toContain('Export a person');
  await expect(gone).toBeVisible();
  await expect(link).toBeHidden();
  await expectAccessible(page);

  const loads: string[] = [];
  page.on('load', () => loads.push(page.url()));
  await stack.api.override(TENANT, FLAG, APPROVER);
  await expect(there).toBeVisible();
  await expect(link).toHaveAttribute('aria-current', 'page');
  await expectAccessible(page);

  await stack.api.rollBack(TENANT, FLAG);
  await expect(gone).toBeFocused();
  await expect(page.getByText('turned off a moment ago')).toBeVisible();
  await expect(link).toBeHidden();
  expect(loads).toEqual([]);

  await page.getByRole('link', { name: 'Go to Home' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back, Kim' })).toBeVisible();
});

test('a page behind a flag is served whole to whom it is on for, and to nobody else', async ({
  stack,
  tenantUser,
}) => {
  await stack.api.override(TENANT, FLAG, APPROVER);
  const [kim, leila] = [await tenantUser('user@98chimp'), await tenantUser('user@loomi')];
  const [kims, leilas] = await Promise.all(
    [kim, leila].map(({ page }) => page.request.get(`${stack.urls.portal}/privacy`)),
  );
  expect(kims?.status()).toBe(200);
  expect(await kims?.text()).toContain('Export a person');
  expect(leilas?.status()).toBe(404);
  expect(await leilas?.text()).not.toContain('Export a person');
});

test('a tenant’s own admin sees what is on for them, live, and never what is off', async ({
  stack,
  tenantUser,
}) => {
  const { api } = stack;
  await api.makeFlag({ key: 'roadmap_secret', name: 'The secret of next year' });
  await api.makeFlag({ key: 'pilot_of_derby', name: 'A pilot of others' });
  await api.override('dk_derby', 'pilot_of_derby');
  const tessa = await tenantUser('tessa');
  const features = new FeaturesPage(tessa);
  await features.open();
  await expect(features.item('GDPR export')).toBeHidden();

  await api.override(TENANT, FLAG, APPROVER);
  await expect(features.item('GDPR export')).toContainText('Pilot');
  await expect(features.item('GDPR export')).toContainText('For everyone');
  await expect(tessa.page.getByRole('status').getByText('GDPR export is on now.')).toBeAttached();
  for (const viewport of [PHONE, { width: 1440, height: 900 }]) {
    await tessa.page.setViewportSize(viewport);
    await expectAccessible(tessa.page);
  }

  const source = await (await tessa.page.request.get(`${stack.urls.portal}/features`)).text();
  expect(source).toContain('GDPR export');
  const secrets = /roadmap_secret|secret of next year|pilot_of_derby|pilot of others|derby/i;
  expect(source).not.toMatch(secrets);

  await api.rollBack(TENANT, FLAG);
  await expect(features.item('GDPR export')).toBeHidden();

  const kim = await tenantUser('user@98chimp');
  const answer = await kim.page.goto(`${stack.urls.portal}/features`);
  expect(answer?.status()).toBe(403);
  await expect(
    kim.page.getByRole('heading', { name: 'For your organisation’s admins' }),
  ).toBeVisible();
  await expect(kim.page.getByRole('link', { name: 'Features' })).toBeHidden();
});

test('a tenant’s admin asks for features, and reads what the operators answer', async ({
  operator,
  tenantUser,
}) => {
  const tessa = await tenantUser('tessa');
  const features = new FeaturesPage(tessa);
  await features.open();
  await tessa.page.getByRole('button', { name: 'Request a feature' }).click();
  const form = tessa.page.getByRole('dialog', { name: 'Request a feature' });
  await form.getByRole('textbox', { name: 'What would you like to do?' }).press('Enter');
  await expect(form.getByText('Say in a few words what you would like to do')).toBeVisible();
  await expectAccessible(tessa.page);
  await form.getByRole('button', { name: 'Cancel' }).click();
  await features.ask('Take people’s data out', 'Our DPO has to answer within a month.');
  await features.ask('Answer by fax', 'For one customer.');

  const vera = await operator('vera');
  await vera.goTo('/requests?request=98chimp/1');
  const looking = vera.page.getByRole('dialog');
  await expect(looking.getByRole('button', { name: 'Accept' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );

  const shahin = await operator('shahin');
  const { page } = shahin;
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: /^Requests/ })
    .click();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Answer by fax' }).click();
  const fax = shahin.dialog('Answer by fax');
  await fax.getByRole('button', { name: 'Decline' }).click();
  const declining = shahin.dialog('Decline the request');
  await declining.getByRole('textbox', { name: 'Reason' }).fill('We would rather read it.');
  await declining.getByRole('button', { name: 'Decline' }).click();
  await expect(fax.getByRole('status', { name: 'State' })).toHaveText('Declined');
  await fax.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('link', { name: 'Answer by fax' })).toBeHidden();

  await page.getByRole('link', { name: 'Take people’s data out' }).click();
  const request = shahin.dialog('Take people’s data out');
  await expectAccessible(page);
  await request.getByRole('button', { name: 'Accept' }).click();
  const accepting = shahin.dialog('Accept the request');
  await accepting.getByRole('button', { name: /^Flag:/ }).click();
  await take(page.getByRole('option', { name: FLAG }));
  await accepting.getByRole('textbox', { name: 'Note' }).fill('You get it this week.');
  await accepting.getByRole('button', { name: 'Accept' }).click();
  await expect(request.getByRole('status', { name: 'State' })).toHaveText('Accepted');
  await expectAccessible(page);

  const wish = features.item('Take people’s data out');
  await expect(wish).toContainText('You get it this week.', { timeout: 20_000 });
  await expect(wish).not.toContainText(/GDPR/i);
  await expect(features.item('Answer by fax')).toContainText('We would rather read it.');
});

test('what was asked for is turned on for the tenant from the request itself', async ({
  operator,
  stack,
  tenantUser,
}) => {
  const tessa = await tenantUser('tessa');
  const features = new FeaturesPage(tessa);
  await features.open();
  await features.ask('A file for each person', 'For our DPO.');
  const shahin = await operator('shahin');
  const { page } = shahin;
  await shahin.goTo('/requests');
  await page.getByRole('link', { name: 'A file for each person' }).click();
  const request = shahin.dialog('A file for each person');
  await request.getByRole('button', { name: 'Accept' }).click();
  const accepting = shahin.dialog('Accept the request');
  await accepting.getByRole('button', { name: /^Flag:/ }).click();
  await take(page.getByRole('option', { name: FLAG }));
  await accepting.getByRole('button', { name: 'Accept' }).click();

  await request.getByRole('button', { name: 'Override it for them in Production' }).click();
  const override = shahin.dialog('Add override');
  await expect(override.getByText('Of gdpr_export in Production.')).toBeVisible();
  await expect(override.getByRole('textbox', { name: 'Tenant' })).toHaveValue(TENANT);
  await expect(override.getByRole('combobox', { name: 'Variant' })).toHaveText('on');
  await expect(override.getByRole('textbox', { name: 'Reason' })).toHaveValue(
    'They asked for it: A file for each person',
  );
  await override.getByLabel('Ends at').fill('2099-12-24T10:00');
  await expectAccessible(page);
  await override.getByRole('button', { name: 'Review change' }).click();
  const review = shahin.dialog(/^Override gdpr_export for 98chimp/);
  await expect(review).toContainText('until 2099-12-24 10:00:00 UTC');
  await review.getByRole('button', { name: 'Request approval' }).click();
  const said = await page
    .getByText(/^CR-\d+ is filed$/)
    .last()
    .innerText();
  await stack.api.approve(said.replace(' is filed', ''), APPROVER);

  await expect(features.item('GDPR export')).toContainText('Pilot');
  await expect(features.item('A file for each person')).toContainText(
    'It is on for you now: GDPR export',
  );
});
