import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../people/accessible.ts';
import { ChangeDrawer } from '../people/change-drawer.ts';
import { call } from '../people/in-page.ts';
import { TenantsPage } from '../people/tenants-page.ts';
import { expect, test } from '../people/test.ts';
import type { Stack } from '../stack/stack.ts';

/** In the order of keys, so that its column comes first. */
const FLAG = 'aa_fleet.forecast';
const OTHER = 'aa_fleet.reports';
const FLAGS = '/tenants?env=staging&q=aa_fleet';

async function makeFlags({ api }: Stack): Promise<void> {
  const found = await api.get<{ items: unknown[] }>('/api/admin/flags?q=aa_fleet');
  if (found.items.length > 0) return;
  const scope = { plans: ['enterprise'] };
  await api.makeFlag({ key: FLAG, environments: { staging: { state: 'targeted', scope } } });
  await api.makeFlag({ key: OTHER, environments: { staging: { state: 'on' } } });
}
test.beforeEach(({ stack }) => makeFlags(stack));

test('why a tenant does not have a feature, in two clicks from the start', async ({ operator }) => {
  const vera = await operator('vera');
  const tenants = new TenantsPage(vera.page);
  await vera.goTo('/flags?env=staging');

  await vera.page.getByRole('link', { name: 'Tenants' }).click();
  await (await tenants.cell('dk_derby', FLAG)).click();

  const { answer, lanes } = tenants.explanation('dk_derby', FLAG);
  await expect(answer).toContainText('DK Derby gets off because the plan, free, is not listed.');
  await expect(answer).toContainText('Decided by ada');
  await expect(lanes.getByRole('listitem').last()).toContainText(
    'The plan free is not in the scope',
  );
  await expectAccessible(vera.page);

  const { root } = tenants.explanation('dk_derby', FLAG);
  await root.getByRole('link', { name: 'Try in playground' }).click();
  const column = vera.page.getByRole('region', { name: 'Column A' });
  await expect(column.getByRole('status', { name: 'Answer' })).toContainText(
    'because the scope does not list them',
  );
  await expect(vera.page).toHaveURL(/env=staging/);
});

test('an override is set from a cell, and others see it at once', async ({ operator }) => {
  const [shahin, vera] = [await operator('shahin'), await operator('vera')];
  const [mine, theirs] = [new TenantsPage(shahin.page), new TenantsPage(vera.page)];
  await shahin.goTo(FLAGS);
  await vera.goTo(FLAGS);
  await vera.isLive();
  await expect(await theirs.cell('acme', FLAG)).toHaveText('off');

  await (await mine.cell('acme', FLAG)).click();
  const explanation = mine.explanation('acme', FLAG);
  await explanation.override('on', 'A pilot');
  await expect(explanation.answer).toContainText('Acme gets on because it has an override');
  await expectAccessible(shahin.page);
  await explanation.close();
  const cell = await mine.cell('acme', FLAG);
  await expect(cell).toBeFocused();
  await expect(cell).toHaveAccessibleName('on, Override, differs from the default');

  await expect(await theirs.cell('acme', FLAG)).toHaveText('on');
  await expect(vera.page.getByRole('status', { name: 'Live changes' })).toHaveText(
    `${FLAG} changed for acme`,
  );

  await shahin.goTo('/tenants/acme?env=staging&tab=overrides');
  const override = shahin.page.getByRole('listitem', { name: FLAG });
  await expect(override).toContainText('A pilot');
  await expectAccessible(shahin.page);
});

test('the matrix is narrowed, and exported as the API has it', async ({ operator, stack }) => {
  const ada = await operator('ada');
  const { page } = ada;
  const tenants = new TenantsPage(page);
  await ada.goTo(FLAGS);
  await page.getByRole('combobox', { name: 'Plan' }).click();
  await page.getByRole('option', { name: 'enterprise' }).click();
  await expect(tenants.row('acme')).toBeHidden();
  await page.getByRole('checkbox', { name: 'Differs from the default' }).check();
  await expect(tenants.grid.getByRole('columnheader')).toHaveText(['Tenant', FLAG]);
  await expect(page).toHaveURL(/plan=enterprise/);
  await expectAccessible(page);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export CSV' }).click(),
  ]);
  const csv = await readFile(await download.path(), 'utf8');
  const query = 'environment=staging&q=aa_fleet&plan=enterprise&differs=true';
  expect(csv).toBe(await stack.api.text(`/api/admin/tenants/matrix.csv?${query}`));
  expect(csv.split('\r\n')[0]).toBe(`tenant,plan,partner,${FLAG},${OTHER}`);

  await page.getByRole('searchbox', { name: 'Search tenants' }).fill('nobody like that');
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
  await expect(tenants.row('acme')).toBeVisible();
});

test('the matrix goes by keyboard', async ({ operator }) => {
  const vera = await operator('vera');
  const { page } = vera;
  const tenants = new TenantsPage(page);
  await vera.goTo(FLAGS);
  await expect(tenants.row('acme')).toBeVisible();

  await (await tenants.cell('98chimp', FLAG)).focus();
  await page.keyboard.press('ArrowRight');
  await expect(await tenants.cell('98chimp', OTHER)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(await tenants.cell('acme', OTHER)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(tenants.grid.getByRole('link', { name: /^acme/ })).toBeFocused();
  await page.keyboard.press('Control+Home');
  await expect(tenants.grid.getByRole('columnheader', { name: 'Tenant' })).toBeFocused();
  await page.keyboard.press('Control+End');
  const last = await tenants.cell('pty-zeroth', OTHER);
  await expect(last).toBeFocused();
  await page.keyboard.press('Enter');
  const explanation = tenants.explanation('pty-zeroth', OTHER);
  await expect(explanation.answer).toContainText('because the flag is on for everybody');
  await page.keyboard.press('Escape');
  await expect(last).toBeFocused();
});

test('a tenant’s page tells its flags, and how it compares', async ({ operator }) => {
  const ada = await operator('ada');
  const { page } = ada;
  const tenants = new TenantsPage(page);
  await ada.goTo('/tenants/loomi?env=staging');
  const flags = page.getByRole('list', { name: 'Flags for Loomi in Staging' });
  const row = flags.getByRole('listitem').filter({ hasText: FLAG });
  await expect(row).toContainText('because its plan is enterprise');
  await expectAccessible(page);

  await tenants.tab('Compare').click();
  await page.getByRole('button', { name: /^Compare with/ }).click();
  await page.getByRole('option', { name: 'dk_derby' }).click();
  await expect(page).toHaveURL(/with=dk_derby/);
  const table = page.getByRole('table', { name: 'loomi beside dk_derby in Staging' });
  await expect(table.getByRole('row', { name: new RegExp(FLAG) })).toBeVisible();
  await expect(table.getByRole('row', { name: new RegExp(OTHER) })).toBeHidden();
  await expectAccessible(page);
  await table.getByRole('link', { name: `${FLAG} for dk_derby: off` }).click();
  await expect(tenants.explanation('dk_derby', FLAG).answer).toContainText('is not listed');
  await page.keyboard.press('Escape');

  await tenants.tab('Audit').click();
  await expect(page.getByRole('region', { name: 'Audit of Loomi' })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading', exact: true })).toBeHidden();
  await expectAccessible(page);
});

test('an admin makes a tenant, and edits it', async ({ operator }) => {
  const ada = await operator('ada');
  const { page } = ada;
  const tenants = new TenantsPage(page);
  await ada.goTo('/tenants?env=staging');
  await page.getByRole('button', { name: 'New tenant' }).click();
  const dialog = ada.dialog('New tenant');
  await dialog.getByRole('button', { name: 'Create tenant' }).click();
  await expect(dialog.getByText('Give it a name')).toBeVisible();
  await expectAccessible(page);
  const slug = `made-${Date.now()}`;
  await dialog.getByRole('textbox', { name: 'Slug' }).fill(slug);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Made by hand');
  await dialog.getByLabel('Plan').fill('free');
  await dialog.getByRole('button', { name: 'Create tenant' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Made by hand' })).toBeVisible();

  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const edit = ada.dialog('Edit Made by hand');
  await edit.getByRole('radio', { name: /^Archived/ }).check();
  await edit.getByRole('button', { name: 'Review change' }).click();
  await page
    .getByRole('dialog')
    .last()
    .getByRole('button', { name: /^Save|^Request/ })
    .click();
  await expect(edit).toBeHidden();

  const archived = page.getByRole('region', { name: 'Archived', exact: true });
  await expect(archived).toContainText('Nothing is evaluated for it any more');
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeHidden();
  await expect(tenants.tab('Flags')).toBeHidden();
  await expectAccessible(page);

  await ada.goTo('/tenants?env=staging');
  await page.getByRole('checkbox', { name: 'Archived' }).check();
  await page.getByRole('searchbox', { name: 'Search tenants' }).fill(slug);
  const item = page.getByRole('list', { name: 'Archived tenants' }).getByRole('listitem');
  await expect(item).toHaveCount(1);
  await expect(item).toContainText('Archived');
  await expect(page).toHaveURL(new RegExp(`archived=true.*tenant=${slug}|${slug}.*archived=true`));
  await expectAccessible(page);
  await item.getByRole('link', { name: 'Made by hand' }).click();

  await archived.getByRole('button', { name: 'Restore' }).click();
  const drawer = new ChangeDrawer(page);
  await expect(drawer.impact).toContainText('on 1 tenant');
  await drawer.root.getByRole('button', { name: /^Restore|^Request/ }).click();
  await expect(archived).toBeHidden();
  await expect(tenants.tab('Flags')).toBeVisible();
  await call(page, 'PATCH', `/api/admin/tenants/${slug}`, { status: 'archived' });
});

test.describe('on a phone', () => {
  test('tenants are a list that leads to each', async ({ operator }) => {
    const vera = await operator('vera');
    const { page } = vera;
    await page.setViewportSize({ width: 390, height: 844 });
    await vera.goTo(FLAGS);
    const list = page.getByRole('list', { name: 'Tenants in Staging' });
    await expect(list.getByRole('listitem').filter({ hasText: 'Loomi' })).toContainText(
      '1 flag differs',
    );
    await expectAccessible(page);
    await list.getByRole('link', { name: 'Loomi' }).click();
    await page.getByRole('link', { name: FLAG }).click();
    const explanation = new TenantsPage(page).explanation('loomi', FLAG);
    await expect(explanation.answer).toContainText('because its plan is enterprise');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
    await expectAccessible(page);
  });
});
