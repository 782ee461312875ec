import type { Page } from '@playwright/test';
import { expectAccessible } from '../people/accessible.ts';
import { FlagPanel } from '../people/operator.ts';
import { expect, test } from '../people/test.ts';
import type { Stack } from '../stack/stack.ts';

const BASE = 'listed.base';
const TOP = 'listed.top';
const PLAIN = 'listed.plain';
/** Only this journey's flags. */
const OURS = '/flags?env=dev&q=listed.';

/** Some look at many parts, twice each. */
test.setTimeout(240_000);

/** A flag that another requires, that other one, and one alone. */
async function someFlags({ api }: Stack): Promise<void> {
  const taken = await api.get<{ items: readonly { key: string }[] }>(
    '/api/admin/flags?prefix=listed.',
  );
  if (taken.items.length > 0) return;
  await api.makeFlag({ key: BASE, owner: 'listing' });
  await api.makeFlag({ key: TOP, prerequisites: [{ flag: BASE, variants: ['on'] }] });
  await api.makeFlag({ key: PLAIN, type: 'string', variants: { a: 'x', b: 'y' }, offVariant: 'a' });
}

test.beforeEach(({ stack }) => someFlags(stack));

const row = (page: Page, key: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: key, exact: true }) });

test('a view is kept, found again, renamed, and let go', async ({ operator }) => {
  const ada = await operator('ada');
  const { page } = ada;
  await ada.goTo('/flags');
  const views = page.getByRole('navigation', { name: 'Views' });
  await expect(views.getByRole('link', { name: 'All' })).toHaveAttribute('aria-current', 'page');

  await page.getByRole('combobox', { name: 'Owner' }).click();
  await page.getByRole('option', { name: 'listing' }).click();
  await expect(row(page, BASE)).toBeVisible();
  await expect(row(page, TOP)).toBeHidden();
  await page.getByRole('button', { name: 'Save view' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save the view' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('stale');
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await expect(dialog.getByText('There is a view of that name')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('The listing team');
  await dialog.getByRole('button', { name: 'Save view' }).click();

  await views.getByRole('link', { name: 'Killed now' }).click();
  await expect(page).toHaveURL(/state=killed/);
  await page.reload();
  await views.getByRole('link', { name: 'The listing team' }).click();
  await expect(page).toHaveURL(/owner=listing/);
  await expect(row(page, BASE)).toBeVisible();
  await page.getByRole('button', { name: 'What to do with the view The listing team' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(views.getByRole('link', { name: 'The listing team' })).toBeHidden();
});

test('several flags are archived at once: what is required is refused, and the rest is filed', async ({
  operator,
  stack,
}) => {
  const shahin = await operator('shahin');
  const { page } = shahin;
  await shahin.goTo(OURS);
  for (const key of [BASE, PLAIN]) {
    await page.getByRole('checkbox', { name: `Select ${key}`, exact: true }).check();
  }
  const bar = page.getByRole('region', { name: 'Selected flags' });
  await expect(bar).toContainText('2 flags selected');
  await expectAccessible(page);
  await bar.getByRole('button', { name: 'Archive' }).click();

  const dialog = page.getByRole('dialog', { name: 'Archive 2 flags?' });
  const refused = dialog.getByRole('region', { name: '1 cannot be done' });
  await expect(refused).toContainText(BASE);
  await expect(refused).toContainText(`Required by ${TOP}`);
  const gated = dialog.getByRole('region', { name: '1 takes two approvals' });
  await expect(gated).toContainText(PLAIN);
  await expectAccessible(page);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Nobody asks for it');
  await dialog.getByRole('button', { name: 'File 1 request' }).click();

  const done = page.getByRole('dialog', { name: '1 request filed' });
  const ref = (await done.getByRole('link', { name: /^CR-/ }).innerText()).trim();
  await done.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(bar).toContainText('1 flag selected');
  await stack.api.approve(ref);
  await expect(row(page, PLAIN)).toBeHidden();
  await expect(row(page, BASE)).toBeVisible();
  await stack.api.restore(PLAIN);
});

test('the list is gone through by keyboard', async ({ operator }) => {
  const shahin = await operator('shahin');
  const { page } = shahin;
  await shahin.goTo(`${OURS}&sort=key`);
  await expect(row(page, TOP)).toBeVisible();
  const link = (key: string) => page.getByRole('link', { name: key, exact: true });
  const box = (key: string) => page.getByRole('checkbox', { name: `Select ${key}`, exact: true });

  await page.keyboard.press('j');
  await expect(link(BASE)).toBeFocused();
  await page.keyboard.press('x');
  await expect(box(BASE)).toBeChecked();
  await page.keyboard.press('j');
  await expect(link(PLAIN)).toBeFocused();
  await page.keyboard.press('j');
  await expect(link(TOP)).toBeFocused();
  await page.keyboard.press('Shift+X');
  await expect(box(PLAIN)).toBeChecked();
  await expect(box(TOP)).toBeChecked();
  await page.keyboard.press('k');
  await expect(link(PLAIN)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(box(BASE)).not.toBeChecked();

  await page.keyboard.press('Enter');
  const panel = new FlagPanel(page, PLAIN);
  await expect(panel.targeting).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel.root).toBeHidden();
  await expect(link(PLAIN)).toBeFocused();
});

test('what speaks for tidying a flag up is said in its panel and on its page', async ({
  operator,
}) => {
  const vera = await operator('vera');
  const { page } = vera;
  const stale = {
    reason: 'abandoned',
    words: 'Off everywhere, unchanged for 30 days',
    action: 'Roll it out, or archive it.',
  };
  // No flag here is old enough.
  await page.route(`**/api/admin/flags/${BASE}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), stale } });
  });
  const mark = page.getByText(`Stale: ${stale.words}. ${stale.action}`);
  await vera.goTo(`${OURS}&flag=${BASE}`);
  await expect(mark).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Open as page' }).click();
  await expect(page.getByRole('heading', { level: 1, name: BASE })).toBeVisible();
  await expect(mark).toBeVisible();
  await expectAccessible(page);
});

test('a flag opens beside the list, then as a page, and its graph leads on', async ({
  operator,
}) => {
  const shahin = await operator('shahin');
  const { page } = shahin;
  await shahin.goTo(OURS);
  await row(page, TOP).getByRole('link').click();
  const panel = new FlagPanel(page, TOP);
  await panel.root.getByRole('tab', { name: 'Dependencies' }).click();
  const graph = page.getByRole('group', { name: 'Graph of the flags that depend on each other' });
  await expect(graph.getByRole('link', { name: BASE })).toBeVisible();
  await expectAccessible(page);

  await panel.root.getByRole('link', { name: 'Open as page' }).click();
  await expect(page.getByRole('heading', { level: 1, name: TOP })).toBeVisible();
  await expect(page).toHaveURL(/\/flags\/listed\.top\?.*tab=dependencies/);
  await expect(graph.getByRole('link', { name: BASE })).toBeVisible();
  await expectAccessible(page);
  await graph.getByRole('link', { name: BASE }).click();
  await expect(page.getByRole('heading', { level: 1, name: BASE })).toBeVisible();
  const dependencies = page.getByRole('region', { name: 'Dependencies' });
  await expect(dependencies.getByRole('list')).toContainText('Needs it to be on');

  await page.getByRole('link', { name: 'Open beside the list' }).click();
  await expect(new FlagPanel(page, BASE).root).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Dependencies' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
});

test('the code for a flag is copied', async ({ operator }) => {
  const vera = await operator('vera');
  const { page } = vera;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await vera.goTo(`/flags/${PLAIN}?env=dev&tab=code`);
  await page.getByRole('radio', { name: 'Python' }).check();
  await page.getByRole('button', { name: 'Copy the code' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    `value = flags.get_string_value("${PLAIN}", "", context)`,
  );
  await expectAccessible(page);
});

test('an earlier configuration comes back from the history', async ({ operator, stack }) => {
  await stack.api.configureIn('dev', TOP, { scope: { plans: ['pro'] } });
  await stack.api.configureIn('dev', TOP, { scope: { plans: ['free'] } });
  const shahin = await operator('shahin');
  const { page } = shahin;
  await shahin.goTo(`/flags/${TOP}?env=dev&tab=history`);
  const history = page.getByRole('region', { name: 'History' });
  const earlier = history.getByRole('button', { name: /^Revert to version/ }).first();
  await expect(earlier).toBeVisible();
  await earlier.click();
  const review = page.getByRole('dialog', { name: new RegExp(`^Revert ${TOP} to version`) });
  await expect(review).toContainText('free');
  await expectAccessible(page);
  await review.getByRole('button', { name: /^Save/ }).click();
  await expect(review).toBeHidden();
  await expect(history.getByText('went back to an earlier version')).toBeVisible();
  await expectAccessible(page);
});

test('every part of a flag’s page', async ({ operator }) => {
  const ada = await operator('ada');
  await ada.goTo(`/flags/${PLAIN}?env=dev`);
  const { page } = ada;
  for (const part of ['Targeting', 'Overrides', 'Exposures', 'History', 'Details']) {
    await page.getByRole('tab', { name: part }).click();
    await expect(page.getByRole('region', { name: part, exact: true })).toBeVisible();
    await expectAccessible(page);
  }
});
