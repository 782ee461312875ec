import type { Locator } from '@playwright/test';
import { expectAccessible } from '../people/accessible.ts';
import { ChangeDrawer } from '../people/change-drawer.ts';
import { KillSwitchesPage } from '../people/kill-switches-page.ts';
import { FlagPanel } from '../people/operator.ts';
import { expect, test } from '../people/test.ts';

const FLAG = 'night.checkout';
const CATEGORY = 'night-payments';
/** Smaller ones are missed by a thumb. */
const THUMB = 44;
/** Many looks, in light and dark. */
test.setTimeout(180_000);

test.beforeAll(({ stack }) =>
  stack.api.makeFlag({
    key: FLAG,
    category: CATEGORY,
    environments: { prod: { state: 'on' }, dev: { state: 'on' } },
  }),
);

async function expectForThumbs(button: Locator): Promise<void> {
  const box = await button.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(THUMB);
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('one flag is killed at night: two taps from the first page, and a reason', async ({
    operator,
    stack,
  }) => {
    const olga = await operator('olga');
    await olga.isLive();
    await olga.page.getByRole('link', { name: FLAG }).tap();
    const panel = new FlagPanel(olga.page, FLAG);
    await expect(panel.kill).toBeInViewport();
    await panel.kill.tap();
    const dialog = olga.dialog(`Kill ${FLAG}`);
    const confirm = dialog.getByRole('button', { name: 'Kill now' });
    await expectForThumbs(confirm);
    await confirm.tap();
    await expect(dialog.getByText('Say why')).toBeVisible();
    expect(await stack.api.valueFor('acme', FLAG)).toBe(true);
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Cards are charged twice');
    await confirm.tap();
    await expect(dialog).toBeHidden();
    expect(await stack.api.valueFor('acme', FLAG)).toBe(false);
    await stack.api.act(FLAG, 'unkill');
    expect(await stack.api.valueFor('acme', FLAG)).toBe(true);
  });

  test('a category is turned off in two steps, and everyone hears of it', async ({
    operator,
    stack,
  }) => {
    const [olga, vera] = [await operator('olga'), await operator('vera')];
    const [switches, seen] = [new KillSwitchesPage(olga), new KillSwitchesPage(vera)];
    await vera.isLive();
    await switches.open('prod');
    await expect(switches.card(CATEGORY)).toContainText('1 flag, which all 5 tenants get');
    await switches.card(CATEGORY).getByText('By name').tap();
    await expect(switches.card(CATEGORY)).toContainText('98chimp, acme');
    await expectForThumbs(switches.turnOff(CATEGORY));
    await expectAccessible(olga.page);

    await switches.turnOff(CATEGORY).tap();
    const dialog = olga.dialog(`Turn off ${CATEGORY} in Production?`);
    await expect(dialog).toContainText('of 1 flag goes dark');
    const confirm = dialog.getByRole('button', { name: `Turn off ${CATEGORY}` });
    await expectForThumbs(confirm);
    await expectAccessible(olga.page);
    await confirm.tap();
    await expect(dialog.getByText('Say why')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('The acquirer is down');
    await confirm.tap();
    await expect(dialog).toBeHidden();
    await expect(switches.card(CATEGORY)).toContainText('“The acquirer is down”');
    await expect(switches.card(CATEGORY)).toContainText('Holds down 1 flag');
    await expect(switches.bringBack(CATEGORY)).toBeFocused();
    expect(await stack.api.valueFor('acme', FLAG)).toBe(false);

    // Vera is on another page, and does nothing.
    await expect(seen.banner).toContainText(`${CATEGORY} is off in Production`);
    await expect(seen.told).toHaveText(`${CATEGORY} was turned off in Production by olga.`);
    await expectAccessible(vera.page);
    await expectAccessible(olga.page);
    await vera.goTo('/approvals?env=dev');
    await expect(seen.banner).toContainText(`${CATEGORY} is off in Production`);
    await seen.banner.getByRole('button', { name: 'Hide' }).tap();
    await expect(seen.banner).toBeHidden();
    await vera.goTo('/approvals?env=prod');
    await expect(seen.banner).toContainText('olga');
    await expect(seen.banner.getByRole('button')).toHaveCount(0);
    await stack.api.release(CATEGORY);
  });
});

test('what was turned off in production comes back by two approvals', async ({
  operator,
  stack,
}) => {
  const [olga, vera] = [await operator('olga'), await operator('vera')];
  const switches = new KillSwitchesPage(olga);
  await vera.goTo('/flags?env=staging');
  await vera.isLive();
  await switches.open('prod');
  await switches.turnOff(CATEGORY).click();
  const dialog = olga.dialog(/^Turn off/);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The acquirer is down again');
  await dialog.getByRole('button', { name: `Turn off ${CATEGORY}` }).click();

  // Who looks at another environment hears of it at once too.
  const seen = new KillSwitchesPage(vera);
  await expect(seen.banner).toContainText(`${CATEGORY} is off in Production`);
  await expect(seen.told).toHaveText(`${CATEGORY} was turned off in Production by olga.`);

  // The flag says so wherever it is open.
  for (const path of [`/flags?flag=${FLAG}&env=prod`, `/flags/${FLAG}?env=prod`]) {
    await vera.goTo(path);
    const held = vera.page.getByRole('region', {
      name: `Held down by the kill switch of ${CATEGORY}`,
    });
    await expect(held).toContainText('“The acquirer is down again”');
    await expect(held.getByRole('link', { name: 'Kill switches' })).toBeVisible();
    await expectAccessible(vera.page);
  }

  await switches.bringBack(CATEGORY).click();
  const drawer = olga.dialog(`Bring back ${CATEGORY}`);
  await drawer.getByRole('textbox', { name: 'Rationale' }).fill('It answers again');
  await drawer.getByRole('button', { name: 'Request approval' }).click();
  await expect(drawer).toBeHidden();
  const card = switches.card(CATEGORY);
  await expect(card).toContainText('Bringing it back waits for approval:');
  const approval = card.getByRole('link', { name: /^CR-\d+$/ });
  const filed = await approval.innerText();
  await expect(approval).toHaveAttribute('href', `/approvals/${filed}?env=prod`);
  await expect(switches.bringBack(CATEGORY)).toHaveCount(0);
  await expectAccessible(olga.page);
  expect(await stack.api.valueFor('acme', FLAG)).toBe(false);

  await stack.api.approve(filed);
  await expect(switches.turnOff(CATEGORY)).toBeVisible();
  await expect(switches.banner).toBeHidden();
  await expect(switches.told).toHaveText(`${CATEGORY} is back in Production.`);
  expect(await stack.api.valueFor('acme', FLAG)).toBe(true);
});

test('one flag is found by typing, killed, listed with who and why, and brought back', async ({
  operator,
}) => {
  const olga = await operator('olga');
  const { page } = olga;
  const switches = new KillSwitchesPage(olga);
  await switches.open('dev');
  await switches.picker.click();
  await page.getByRole('combobox', { name: 'Search: Kill one flag' }).fill('night');
  await page.getByRole('option', { name: FLAG }).click();
  const dialog = olga.dialog(`Kill ${FLAG} in Development?`);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('It spams');
  await dialog.getByRole('button', { name: 'Kill now' }).click();
  const killed = page.getByRole('region', { name: 'Killed one by one' }).getByRole('listitem');
  await expect(killed).toContainText('“It spams”');
  await expect(killed).toContainText('olga');
  await expectAccessible(page);
  await killed.getByRole('link', { name: FLAG }).click();
  await expect(page.getByRole('heading', { level: 1, name: FLAG })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/flags/${FLAG}\\?env=dev`));
  await page.goBack();
  await killed.getByRole('button', { name: `Unkill ${FLAG}` }).click();
  const back = olga.dialog(`Unkill ${FLAG} in Development?`);
  await back.getByRole('textbox', { name: 'Reason' }).fill('It is mended');
  await back.getByRole('button', { name: 'Review change' }).click();
  await new ChangeDrawer(page).root.getByRole('button', { name: 'Unkill now' }).click();
  await expect(killed).toHaveCount(0);
});

test('who may not press says so, and sees all the same', async ({ operator }) => {
  const vera = await operator('vera');
  const switches = new KillSwitchesPage(vera);
  await switches.open('prod');
  await expect(vera.page.getByText('Your role does not let you kill')).toBeVisible();
  await expect(switches.turnOff('Everything')).toBeDisabled();
  await switches.turnOff('Everything').focus();
  await vera.page.keyboard.press('Enter');
  await expect(vera.dialog(/^Turn off/)).toHaveCount(0);
  await expect(switches.picker).toHaveCount(0);
  await expectAccessible(vera.page);
});
