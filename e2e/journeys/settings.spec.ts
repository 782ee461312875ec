import { expectAccessible } from '../people/accessible.ts';
import { take } from '../people/take.ts';
import { expect, test } from '../people/test.ts';

const FLAG = 'billing.by_key';

test('a key made here evaluates a flag, is shown once, and is refused once it is revoked', async ({
  operator,
  stack,
}) => {
  await stack.api.makeFlag({ key: FLAG });
  const ada = await operator('ada');
  const { page } = ada;
  await ada.goTo('/settings/sdk-keys');
  await page.getByRole('button', { name: 'New key' }).click();
  const form = ada.dialog('New SDK key');
  await form.getByRole('textbox', { name: 'Name' }).fill('E2E billing');
  await form.getByRole('combobox', { name: 'Environment' }).click();
  await page.getByRole('option', { name: 'Staging' }).click();
  await form.getByRole('button', { name: 'Make key' }).click();

  const shown = ada.dialog('The secret of E2E billing');
  const secret = await shown.getByRole('textbox', { name: 'Secret' }).inputValue();
  expect(secret).toMatch(/^hlk_server_/);
  const evaluate = () =>
    fetch(`${stack.urls.api}/api/flags/evaluate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ tenantSlug: 'loomi', keys: [FLAG] }),
    });

  await test.step('it does not close by accident', async () => {
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    await shown.getByRole('button', { name: 'Done' }).click({ force: true });
    await expect(shown).toBeVisible();
    await expect(shown.getByText('hlk_server_', { exact: false })).toBeHidden();
    await shown.getByRole('checkbox', { name: 'I have stored it' }).check();
    await shown.getByRole('button', { name: 'Done' }).click();
    await expect(shown).toBeHidden();
  });

  await test.step('it evaluates in its environment', async () => {
    const response = await evaluate();
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      environment: 'staging',
      flags: { [FLAG]: false },
    });
  });

  const row = page.getByRole('listitem', { name: 'E2E billing' });
  await test.step('the list has its end, and never the secret', async () => {
    await page.reload();
    await expect(row).toContainText(`hlk_server_…${secret.slice(-4)}`);
    await expect(row).toContainText('All tenants');
    expect(await page.content()).not.toContain(secret);
  });

  await test.step('revoked, it is refused', async () => {
    await row.getByRole('button', { name: 'Actions for E2E billing' }).click();
    await page.getByRole('menuitem', { name: 'Revoke' }).click();
    await ada.dialog('Revoke E2E billing').getByRole('button', { name: 'Revoke now' }).click();
    await expect(row).toBeHidden();
    await page.getByRole('checkbox', { name: /Revoked/ }).check();
    await expect(row).toContainText('Revoked');
    await expect.poll(async () => (await evaluate()).status).toBe(401);
  });
});

test('a client key has to name a tenant, and takes origins that are origins', async ({
  operator,
  stack,
}) => {
  const ada = await operator('ada');
  const { page } = ada;
  await ada.goTo('/settings/sdk-keys');
  await page.getByRole('button', { name: 'New key' }).click();
  const form = ada.dialog('New SDK key');
  await form.getByRole('radio', { name: 'Client key' }).check();
  await form.getByRole('textbox', { name: 'Name' }).fill('E2E shop');
  await form.getByRole('textbox', { name: 'Origins' }).fill('not an origin');
  await form.getByRole('button', { name: 'Make key' }).click();
  await expect(form.getByText('Choose the one tenant it sees')).toBeVisible();
  await expect(form.getByText(/Has to be a list of at most \d+ origins/)).toBeVisible();
  await form.getByRole('button', { name: /^Tenant/ }).click();
  await take(page.getByRole('option', { name: 'loomi' }));
  await form.getByRole('textbox', { name: 'Origins' }).fill('https://shop.example');
  await form.getByRole('button', { name: 'Make key' }).click();
  const shown = ada.dialog('The secret of E2E shop');
  await shown.getByRole('checkbox', { name: 'I have stored it' }).check();
  await shown.getByRole('button', { name: 'Done' }).click();
  const row = page.getByRole('listitem', { name: 'E2E shop' });
  await expect(row).toContainText('From https://shop.example');
  await row.getByRole('button', { name: 'Actions for E2E shop' }).click();
  await page.getByRole('menuitem', { name: 'Name and origins' }).click();
  const edit = ada.dialog('Name and origins');
  await edit.getByRole('textbox', { name: 'Name' }).fill('E2E web shop');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('listitem', { name: 'E2E web shop' })).toBeVisible();
  const keys = await stack.api.get<{ items: { id: string; name: string }[] }>(
    '/api/admin/sdk-keys',
  );
  await stack.api.revokeKey(keys.items.find(({ name }) => name === 'E2E web shop')?.id ?? '');
});

test('somebody who is given a role can act, in a browser of their own', async ({
  operator,
  stack,
}) => {
  const vera = await operator('vera');
  await expect(vera.newFlag).toBeDisabled();
  const ada = await operator('ada');
  const { page } = ada;
  await ada.goTo('/settings/members');
  await page.getByRole('button', { name: 'Change the roles of vera on the platform' }).click();
  const dialog = ada.dialog('Roles of vera');
  await dialog.getByRole('checkbox', { name: 'Editor' }).check();
  await dialog.getByRole('button', { name: 'Save roles' }).click();
  await expect(dialog).toBeHidden();
  try {
    const row = page.getByRole('row').filter({ hasText: 'vera' });
    await expect(row.getByRole('cell', { name: 'Editor', exact: true })).toBeVisible();
    await vera.page.reload();
    await expect(vera.newFlag).toBeEnabled();
  } finally {
    await stack.api.setRoles('vera', ['viewer']);
  }
});

test('a person is added for one tenant, found, and taken away again', async ({ operator }) => {
  const ada = await operator('ada');
  const { page } = ada;
  await ada.goTo('/settings/members');
  await page.getByRole('button', { name: 'Add a person' }).click();
  const form = ada.dialog('Add a person');
  await form.getByRole('textbox', { name: 'Subject' }).fill('e2e-nina');
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(form.getByText('Choose at least one')).toBeVisible();
  await form.getByRole('button', { name: /^Where/ }).click();
  await page.getByRole('option', { name: 'acme' }).click();
  await form.getByRole('checkbox', { name: 'Approver' }).check();
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(form).toBeHidden();

  await page.getByRole('searchbox', { name: 'Search people' }).fill('nina');
  await expect(page).toHaveURL(/q=nina/);
  const row = page.getByRole('row').filter({ hasText: 'e2e-nina' });
  await expect(row).toContainText('acme');

  const where = page
    .getByRole('search', { name: 'Members' })
    .getByRole('button', { name: /^Where/ });
  await expect(where).toHaveAccessibleName('Where: Anywhere');
  await where.click();
  await page.getByRole('option', { name: 'The platform' }).click();
  await expect(page).toHaveURL(/on=platform/);
  await expect(where).toHaveAccessibleName('Where: The platform');
  await expect(page.getByText('Nobody matches')).toBeVisible();
  await where.click();
  await page.getByRole('option', { name: 'Anywhere' }).click();
  await expect(page).not.toHaveURL(/on=/);
  await expect(where).toHaveAccessibleName('Where: Anywhere');

  await row.getByRole('button', { name: 'Change the roles of e2e-nina on acme' }).click();
  const edit = ada.dialog('Roles of e2e-nina');
  await edit.getByRole('checkbox', { name: 'Approver' }).uncheck();
  await edit.getByRole('button', { name: 'Take the roles away' }).click();
  await expect(page.getByText('Nobody matches')).toBeVisible();
});

test('the last admin cannot lock everybody out', async ({ operator }) => {
  const ada = await operator('ada');
  await ada.goTo('/settings/members');
  await ada.page.getByRole('button', { name: 'Change the roles of ada on the platform' }).click();
  const dialog = ada.dialog('Roles of ada');
  await dialog.getByRole('checkbox', { name: 'Admin' }).uncheck();
  await dialog.getByRole('button', { name: 'Take the roles away' }).click();
  await expect(dialog.getByRole('alert')).toContainText('without an admin');
});

test('an environment is renamed; protecting one says that it is for good', async ({ operator }) => {
  const ada = await operator('ada');
  const { page } = ada;
  await ada.goTo('/settings');
  await expect(page).toHaveURL(/\/settings\/environments/);
  for (const [from, to] of [
    ['Development', 'Playfield'],
    ['Playfield', 'Development'],
  ] as const) {
    await page.getByRole('button', { name: `Rename ${from}` }).click();
    const dialog = ada.dialog(`Rename ${from}`);
    await dialog.getByRole('textbox', { name: 'Name' }).fill(to);
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(page.getByRole('listitem', { name: to })).toContainText('dev');
  }
  await page.getByRole('button', { name: 'Protect Staging' }).click();
  const dialog = ada.dialog('Protect Staging');
  await expect(dialog).toContainText('This can’t be undone');
  await dialog.getByRole('button', { name: 'Protect for good' }).click();
  await expect(dialog.getByText('Write staging to protect it')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'New environment' }).click();
  const form = ada.dialog('New environment');
  await form.getByRole('textbox', { name: 'Name' }).fill('Another');
  await form.getByRole('textbox', { name: 'Key' }).fill('prod');
  await form.getByRole('button', { name: 'Create environment' }).click();
  await expect(form.getByText('There is an environment "prod" already')).toBeVisible();
});

test('without the role, keys and members are closed, and it says what it takes', async ({
  operator,
}) => {
  const vera = await operator('vera');
  for (const [path, title] of [
    ['sdk-keys', 'You may not manage SDK keys'],
    ['members', 'You may not manage members'],
  ] as const) {
    await vera.goTo(`/settings/${path}`);
    await expect(vera.page.getByRole('heading', { name: title })).toBeVisible();
    await expectAccessible(vera.page);
  }
  await vera.goTo('/settings/environments');
  const create = vera.page.getByRole('button', { name: 'New environment' });
  await expect(create).toHaveAccessibleDescription(/Your role does not let you manage/);
});

for (const width of [1440, 390]) {
  test(`the settings are accessible, ${width} pixels wide`, async ({ operator, stack }) => {
    test.setTimeout(180_000);
    const key = await stack.api.makeKey({
      kind: 'server',
      name: `E2E axe ${width}`,
      environment: 'dev',
    });
    const ada = await operator('ada');
    const { page } = ada;
    await page.setViewportSize({ width, height: 844 });
    await ada.goTo('/settings/environments');
    await page.getByRole('button', { name: 'Protect Staging' }).click();
    await expect(ada.dialog('Protect Staging')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(ada.dialog('Protect Staging')).toBeHidden();
    await expectAccessible(page);
    await ada.goTo('/settings/members');
    await expect(page.getByRole('table')).toBeVisible();
    await page.getByRole('button', { name: 'What each role may do' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add a person' }).click();
    await expect(ada.dialog('Add a person')).toBeVisible();
    await expectAccessible(page);
    await ada.goTo('/settings/sdk-keys');
    const actions = page.getByRole('button', { name: `Actions for E2E axe ${width}` });
    await expect(actions).toBeVisible();
    await expectAccessible(page);
    await actions.click();
    await page.getByRole('menuitem', { name: 'How to use it' }).click();
    await expect(ada.dialog(`How to use E2E axe ${width}`)).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await ada.goTo('/settings/personal');
    await expect(page.getByRole('radio', { name: 'System' })).toBeVisible();
    await expectAccessible(page);
    await stack.api.revokeKey(key.id);
  });
}
