import type { Operator } from '../people/operator.ts';
import { expectAccessible } from '../people/accessible.ts';
import { FlagPanel } from '../people/operator.ts';
import { expect, test } from '../people/test.ts';

const FLAG = 'rolling.layout';
const OWNER = 'rolling-crew';
/** Many looks, in light and dark. */
test.setTimeout(180_000);

test.beforeAll(({ stack }) =>
  stack.api.makeFlag({
    key: FLAG,
    owner: OWNER,
    environments: {
      prod: { state: 'rollout', rollout: { percentage: 10 } },
      staging: { state: 'rollout', rollout: { percentage: 5 } },
    },
  }),
);

/** The flag's panel at its tab, in an environment. */
async function rolloutOf(person: Operator, environment: string): Promise<FlagPanel> {
  await person.goTo(`/flags?env=${environment}&flag=${FLAG}&tab=rollout`);
  const panel = new FlagPanel(person.page, FLAG);
  // A page, its panel and the tab come one after another.
  const tab = panel.root.getByRole('region', { name: 'Rollout' });
  await expect(tab).toBeVisible({ timeout: 30_000 });
  return panel;
}

test('a flag goes further in one step, reviewed, and back at once', async ({ operator }) => {
  const shahin = await operator('shahin');
  const { root } = await rolloutOf(shahin, 'staging');
  const step = root.getByRole('button', { name: 'Roll out to 100 %' });
  await expect(step).toContainText('5 of 5 tenants');
  await expect(root.getByRole('img', { name: /over time/ })).toBeVisible();
  await expectAccessible(shahin.page);
  await step.click();
  const drawer = shahin.dialog(`Roll ${FLAG} out to 100 %`);
  await drawer.getByRole('textbox', { name: 'Rationale' }).fill('It holds at 5 %');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer).toBeHidden();
  await expect(root.getByText('5 tenants are in.')).toBeVisible();
  const steps = root.getByRole('region', { name: 'Rollout' }).getByRole('listitem');
  await expect(steps.filter({ hasText: 'moved it from 5 % to 100 %' })).toContainText('It holds');

  const olga = await operator('olga');
  const other = await rolloutOf(olga, 'staging');
  await other.root.getByRole('button', { name: 'Go dark' }).click();
  const dialog = olga.dialog(`Roll back ${FLAG}`);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('It does not hold');
  await dialog.getByRole('button', { name: 'Roll back now' }).click();
  await expect(other.root.getByText('took it down from 100 %')).toBeVisible();
  // Shahin sees it too, without doing anything.
  await expect(root.getByText('took it down from 100 %')).toBeVisible();
  await expect(root.getByText('Not rolled out in Staging')).toBeVisible();
});

test('a step in production is asked for', async ({ operator, stack }) => {
  const shahin = await operator('shahin');
  const { root } = await rolloutOf(shahin, 'prod');
  await root.getByRole('button', { name: 'Roll out to 25 %' }).click();
  const drawer = shahin.dialog(`Roll ${FLAG} out to 25 %`);
  await drawer.getByRole('textbox', { name: 'Rationale' }).fill('A week at 10 %');
  await drawer.getByRole('button', { name: 'Request approval' }).click();
  await expect(drawer).toBeHidden();
  const said = shahin.page.getByText(/^CR-\d+ is filed$/).last();
  await stack.api.approve((await said.innerText()).replace(' is filed', ''));
  await expect(root.getByText('moved it from 10 % to 25 %')).toBeVisible();
});

for (const [device, viewport] of [
  ['a desk', { width: 1440, height: 900 }],
  ['a phone', { width: 390, height: 844 }],
] as const) {
  test.describe(`at ${device}`, () => {
    test.use({ viewport });

    test('the overview says how far what is, for whom, and how it came there', async ({
      operator,
      stack,
    }) => {
      await stack.api.configureIn('staging', FLAG, {
        state: 'rollout',
        rollout: { percentage: 5 },
      });
      const vera = await operator('vera');
      const { page } = vera;
      await vera.goTo(`/rollouts?env=prod&owner=${OWNER}`);
      const rows = page.getByRole('list', { name: 'Rollouts' }).locator('> li');
      const row = rows.filter({ has: page.getByRole('button', { name: /in prod$/ }) });
      await expect(row).toContainText(FLAG);
      await expect(row).toContainText(/\d of 5 tenants/);
      await row.getByRole('button', { name: `Steps of ${FLAG} in prod` }).click();
      await expect(row.getByText('began with 10 %')).toBeVisible();
      await expectAccessible(page);

      await vera.goTo(`/rollouts?env=dev&owner=${OWNER}`);
      await expect(page.getByText(`${OWNER} rolls out nothing in Development`)).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('combobox', { name: 'Where' }).click();
      await page.getByRole('option', { name: 'Every environment' }).click();
      await expect(row).toContainText('Production');
      await expect(rows.filter({ hasText: 'Staging' })).toHaveCount(1);
      await expect(page).toHaveURL(/where=everywhere/);

      await row.getByRole('link', { name: FLAG }).click();
      await expect(page.getByRole('heading', { level: 1, name: FLAG })).toBeVisible();
      await expect(page).toHaveURL(new RegExp(`/flags/${FLAG}\\?.*env=prod`));
      await expect(page.getByText('Who is in, and who comes next')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Go dark' })).toHaveAttribute(
        'aria-disabled',
        'true',
      );
      await expectAccessible(page);
    });
  });
}
