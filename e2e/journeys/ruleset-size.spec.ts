import { expect, test } from '../people/test.ts';

test('a ruleset that has grown too large is said on every page of its environment', async ({
  operator,
}) => {
  const vera = await operator('vera');
  const bytes = 7 * 1024 * 1024;
  await vera.page.route('**/api/admin/rulesets', (route) =>
    route.fulfill({ json: { items: [{ environment: 'staging', bytes, oversized: true }] } }),
  );
  const warning = vera.page.getByText('The ruleset of Staging is 7.0 MiB');
  await vera.goTo('/flags?env=staging');
  await expect(warning).toBeVisible();
  await vera.goTo('/audit?env=staging');
  await expect(warning).toBeVisible();
  await vera.goTo('/flags?env=prod');
  await expect(warning).toBeHidden();
});
