import type { Locator, Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { expectAccessible } from '../people/accessible.ts';
import { goTo } from '../people/hydrated.ts';
import { call } from '../people/in-page.ts';
import { FlagPanel } from '../people/operator.ts';
import type { Operator } from '../people/operator.ts';
import { expect, test } from '../people/test.ts';

const aKey = () => `tried_${randomUUID().slice(0, 8)}`;
const column = (page: Page, letter: string) =>
  page.getByRole('region', { name: `Column ${letter}`, exact: true });
const lane = (within: Locator, name: string) =>
  within
    .getByRole('list', { name: 'Lanes' })
    .locator('> li')
    .filter({ has: within.page().getByText(name, { exact: true }) });

/** Goes to the playground, and waits for its first answer: what the server renders does not listen yet. */
async function goToPlayground(somebody: Operator, query: string): Promise<void> {
  await somebody.goTo(`/playground${query}`);
  const flags = somebody.page.getByRole('table', { name: 'What every flag is' });
  const answer = somebody.page.getByRole('status', { name: 'Answer' });
  await expect(flags.or(answer).first()).toBeVisible();
}

/** A flag that is for enterprises in staging. */
async function makeFlag({ page }: Operator, key: string): Promise<void> {
  const staging = { state: 'targeted', scope: { plans: ['enterprise'] } };
  await call(page, 'POST', '/api/admin/flags', { key, environments: { staging } });
}

async function chooseTenant(page: Page, letter: string, slug: string): Promise<void> {
  await page.getByRole('button', { name: `Tenant of ${letter}` }).click();
  await page.getByRole('option', { name: slug }).click();
}

test('says why a tenant does not get a flag, lane by lane', async ({ operator }) => {
  const key = aKey();
  await makeFlag(await operator('shahin'), key);
  const vera = await operator('vera');
  const { page } = vera;
  await goToPlayground(vera, '?env=staging');
  await page.getByRole('button', { name: 'Flag: All flags' }).click();
  await page.getByLabel('Search: Flag').fill(key);
  await page.getByRole('option', { name: key }).click();
  await chooseTenant(page, 'A', 'acme');

  const a = column(page, 'A');
  await expect(a.getByRole('status', { name: 'Answer' })).toContainText(
    'because the scope does not list them',
  );
  await expect(a.getByLabel('From the tenant’s record')).toContainText('plan pro');
  await expect(lane(a, 'Scope')).toContainText('The plan pro is not in the scope.');
  await expect(lane(a, 'Scope')).toContainText('Answered');
  await expect(lane(a, 'Kill switch')).toContainText('Passed');
  await expect(lane(a, 'Rollout')).toContainText('Not asked');
  await expectAccessible(page);
});

test('puts two contexts side by side, in a link that shows the same to others', async ({
  operator,
}) => {
  const key = aKey();
  await makeFlag(await operator('shahin'), key);
  const vera = await operator('vera');
  const { page } = vera;
  await goToPlayground(vera, `?env=staging&flag=${key}&tenant=acme`);
  await page.getByRole('button', { name: 'Copy column A' }).click();
  await chooseTenant(page, 'B', 'loomi');
  const b = column(page, 'B');
  await expect(b.getByRole('status', { name: 'Answer' })).toContainText(
    'because the scope lists them',
  );
  await expect(b.getByText('Not what A gets')).toBeVisible();
  await expect(lane(b, 'Scope')).toContainText('not as in A');
  await expect(lane(b, 'Kill switch')).not.toContainText('not as in A');
  await page.getByRole('textbox', { name: 'User of B' }).fill('kim');
  await b.getByRole('button', { name: 'Add an attribute' }).click();
  await page.getByRole('textbox', { name: 'Name of attribute 1 of B' }).fill('seats');
  await page.getByRole('textbox', { name: 'Value of attribute 1 of B' }).fill('12');
  await expect(page).toHaveURL(/seats/);
  await expectAccessible(page);

  const marco = await operator('marco');
  await goTo(marco.page, page.url());
  const same = column(marco.page, 'B');
  await expect(same.getByText('Not what A gets')).toBeVisible();
  await expect(marco.page.getByRole('textbox', { name: 'User of B' })).toHaveValue('kim');
  await same.getByRole('button', { name: 'As JSON' }).click();
  await expect(same.getByRole('textbox', { name: 'Attributes as JSON' })).toHaveValue(
    /"seats": 12/,
  );
  await same.getByRole('textbox', { name: 'Attributes as JSON' }).fill('{');
  await expect(same.getByText(/^This is no JSON/)).toBeVisible();
  await marco.page.getByRole('button', { name: 'Remove column B' }).click();
  await expect(same).toBeHidden();
});

test('shows a reviewer what a filed request would change', async ({ operator }) => {
  const key = aKey();
  const shahin = await operator('shahin');
  await makeFlag(shahin, key);
  const change = { action: 'flag.configure', key, environment: 'prod', state: 'on' };
  const filed = { change, rationale: 'For everybody' };
  const { ref } = await call<{ ref: string }>(
    shahin.page,
    'POST',
    '/api/admin/change-requests',
    filed,
  );
  const marco = await operator('marco');
  const { page } = marco;
  await goToPlayground(marco, `?env=prod&flag=${key}&tenant=acme`);
  await page.getByRole('combobox', { name: 'With a draft applied' }).click();
  await page.getByRole('option', { name: ref }).click();
  const a = column(page, 'A');
  await expect(a.getByText('The draft changes what they get.')).toBeVisible();
  await expect(lane(a, 'On')).toContainText('Answered');
  await a.getByRole('radio', { name: 'As it is' }).check();
  await expect(lane(a, 'Off')).toContainText('Answered');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Ask for all flags' }).click();
  await page.getByRole('switch', { name: 'Only what differs' }).click();
  const rows = page.getByRole('table', { name: 'What every flag is' }).getByRole('row');
  await expect(rows.filter({ hasText: key })).toContainText('because the flag is on for everybody');
  await expect(rows).toHaveCount(2);
  await expectAccessible(page);
  await call(shahin.page, 'POST', `/api/admin/change-requests/${ref}/withdraw`, {});
});

test('says what somebody gets of everything, and leads from a flag to why', async ({
  operator,
}) => {
  const key = aKey();
  const shahin = await operator('shahin');
  await makeFlag(shahin, key);
  const { page } = shahin;
  await shahin.goTo(`/flags?env=staging&flag=${key}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Try in playground' }).click();
  await expect(page.getByRole('heading', { name: 'Playground' })).toBeVisible();
  await expect(lane(column(page, 'A'), 'Scope')).toContainText('there is none');

  await page.getByRole('button', { name: 'Ask for all flags' }).click();
  await chooseTenant(page, 'A', 'loomi');
  await page.getByRole('searchbox', { name: 'Find a flag' }).fill(key);
  const row = page.getByRole('row').filter({ hasText: key });
  await expect(row).toContainText('because the scope lists them');
  await row.getByRole('link', { name: key }).click();
  await expect(lane(column(page, 'A'), 'Targeted')).toContainText('Answered');
});

test('tries on what one is about to save, in a tab of its own', async ({ operator }) => {
  const key = aKey();
  const shahin = await operator('shahin');
  await makeFlag(shahin, key);
  await shahin.goTo(`/flags?env=staging&flag=${key}`);
  const panel = new FlagPanel(shahin.page, key);
  await panel.choose('On');
  await panel.openTab('Details');
  // Longer than a link may be.
  await panel.root.getByRole('textbox', { name: 'Description' }).fill('Why it is. '.repeat(150));
  const drawer = await panel.review();
  const tried = async (part: string) => {
    const [page] = await Promise.all([
      shahin.page.waitForEvent('popup'),
      drawer.root.getByRole('button', { name: `Try the ${part} in the playground` }).click(),
    ]);
    return page;
  };

  const targeting = await tried('targeting');
  await expect(targeting.getByText('The draft changes what they get.')).toBeVisible();
  await expect(lane(column(targeting, 'A'), 'On')).toContainText('Answered');
  const details = await tried('details');
  await expect(details.getByText(`With a draft: Edit the details of ${key}`)).toBeVisible();
  await expect(column(details, 'A').getByRole('status', { name: 'Answer' })).toBeVisible();
  await expectAccessible(shahin.page);
  await drawer.save();
  await expect(panel.unsaved).toBeHidden();
});

test('is locked for those who may not ask', async ({ operator }) => {
  const toni = await operator('toni');
  await toni.goTo('/playground');
  await expect(toni.page.getByText('You may not see: Playground')).toBeVisible();
  await expectAccessible(toni.page);
});
