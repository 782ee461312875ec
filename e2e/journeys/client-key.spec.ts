import { expect, test } from '../people/test.ts';
import { startShop } from '../stack/shop.ts';

const FLAG = 'gdpr_export';

test.beforeEach(({ stack }) => stack.api.reset(FLAG));

test('an application on another origin follows its flags with a client key that names that origin', async ({
  aBrowser,
  stack,
}) => {
  const shop = await startShop();
  const { api } = stack;
  const { id, secret } = await api.makeKey({
    kind: 'client',
    name: 'The shop',
    environment: 'prod',
    tenant: 'loomi',
  });
  const page = await aBrowser();
  const address = `${shop.origin}/?api=${encodeURIComponent(stack.urls.api)}&key=${secret}`;

  await test.step('closed while the key names no origin', async () => {
    await page.goto(address);
    await expect(page.getByText('No flags')).toBeVisible();
    await expect(page.getByText('The old checkout')).toBeVisible();
  });

  await test.step('open, and live, once it does', async () => {
    await api.nameOrigins(id, [shop.origin]);
    await page.reload();
    await expect(page.getByText('Flags are there')).toBeVisible();
    await expect(page.getByText('The old checkout')).toBeVisible();
    await api.configure(FLAG, { state: 'on' });
    await expect(page.getByText('The new checkout')).toBeVisible();
  });

  await test.step('dark again when the key is revoked', async () => {
    await api.revokeKey(id);
    await expect(page.getByText('No flags')).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText('The old checkout')).toBeVisible();
  });
  shop.close();
});
