import { expectAccessible } from '../people/accessible.ts';
import { TenantsPage } from '../people/tenants-page.ts';
import { expect, test } from '../people/test.ts';

const FLAG = 'gdpr_export';

test.beforeEach(({ stack }) => stack.api.reset(FLAG));

test('the command palette finds a flag, a tenant, a page and an action', async ({ operator }) => {
  const vera = await operator('vera');
  const { page } = vera;
  const palette = vera.dialog('Go to or do');
  const search = palette.getByRole('textbox', { name: 'Find a flag, a tenant' });

  await vera.isLive();
  await page.keyboard.press('Control+k');
  await search.fill('gdpr');
  await palette.getByRole('option', { name: FLAG }).click();
  await expect(palette).toBeHidden();
  await expect(vera.dialog(FLAG)).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Find or do…' }).click();
  await expectAccessible(page);
  await search.fill('approv');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Approvals' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await search.fill('Staging');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/env=staging/);

  await page.keyboard.press('Control+k');
  await search.fill('no such thing anywhere');
  await expect(palette.getByText(/^Nothing is called/)).toBeVisible();
});

test('keys lead to pages and to their own help, and can be turned off', async ({ operator }) => {
  const ada = await operator('ada');
  const { page } = ada;
  await ada.isLive();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { level: 1, name: 'Approvals' })).toBeVisible();

  await page.keyboard.press('?');
  const help = ada.dialog('Keyboard shortcuts');
  await expect(help.getByRole('region', { name: 'Go to' })).toContainText('Audit');
  await expectAccessible(page);
  await help.getByRole('switch', { name: 'Single-key shortcuts' }).click();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  await page.keyboard.press('?');
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await page.keyboard.press('Control+k');
  await expect(ada.dialog('Go to or do')).toBeVisible();
  await expect(help).toBeHidden();
  await expect(page).toHaveURL(/approvals/);
});

test('one who was offline is told what was missed', async ({ operator, stack }) => {
  const vera = await operator('vera');
  const { page } = vera;
  await vera.isLive();

  await page.context().setOffline(true);
  const connection = page.getByRole('status', { name: 'Connection' });
  await expect(connection).toContainText('You are offline.');
  await expectAccessible(page);
  await stack.api.configure(FLAG, { state: 'on' });
  await expect(vera.row(FLAG)).toContainText('Off');

  await page.context().setOffline(false);
  await expect(page.getByText('1 change while you were away', { exact: true })).toBeVisible();
  await expect(connection).toBeEmpty();
  await expect(vera.row(FLAG)).toContainText('On');
});

test('a console without its API says so, and recovers by itself', async ({ operator, stack }) => {
  const vera = await operator('vera');
  const { page } = vera;
  await vera.isLive();
  await stack.stopOne('api');
  try {
    const connection = page.getByRole('status', { name: 'Connection' });
    await expect(connection).toContainText('Halyard does not answer.');
    await expect(vera.row(FLAG)).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: /cannot be reached right now/ })).toBeVisible();
    await expectAccessible(page);
  } finally {
    await stack.start('api');
  }
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(vera.row(FLAG)).toBeVisible();
});

test('someone of one tenant is told what is not theirs, and led to what is', async ({
  operator,
}) => {
  const toni = await operator('toni');
  await toni.goTo('/flags');
  const { page } = toni;
  await expect(page.getByRole('heading', { name: 'You may not see: Flags' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Open 98chimp' }).click();
  await page.getByRole('link', { name: FLAG }).click();
  const { answer, lanes } = new TenantsPage(page).explanation('98chimp', FLAG);
  await expect(answer).toContainText('98chimp gets off');
  await expect(lanes.getByRole('listitem').last()).toContainText('decided');
  await expectAccessible(page);
});

test('an address that leads nowhere says so', async ({ operator }) => {
  const vera = await operator('vera');
  await vera.goTo('/no/such/page');
  await expect(vera.page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await expectAccessible(vera.page);
  await vera.page.getByRole('button', { name: 'Go to the flags' }).click();
  await expect(vera.row(FLAG)).toBeVisible();
});
