import type { Page } from '@playwright/test';
import { expectAccessible } from '../people/accessible.ts';
import { FlagPanel } from '../people/operator.ts';
import { openTargeting } from '../people/targeting-tab.ts';
import { expect, test } from '../people/test.ts';
import type { Stack } from '../stack/stack.ts';

const byPlan = (id: string, ...plans: string[]) => ({
  id,
  when: [{ attribute: 'plan', op: 'in', values: plans }],
  segments: [],
  serve: { variant: 'on' },
});

/** A flag of the journey's own, targeted in staging by these rules. */
function targeted(stack: Stack, key: string, ...rules: object[]): Promise<void> {
  return stack.api.makeFlag({ key, environments: { staging: { state: 'targeted', rules } } });
}

interface SavedFlag {
  readonly type: string;
  readonly variants: unknown;
  readonly schema: unknown;
  readonly environments: {
    readonly staging: {
      readonly rules: readonly { readonly id: string; readonly when: unknown }[];
    };
  };
}
const saved = (stack: Stack, key: string) => stack.api.get<SavedFlag>(`/api/admin/flags/${key}`);

/** Picks an option of a list that a button opens. */
async function pick(page: Page, name: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('rules are written, reordered and removed with the keyboard alone', async ({
  operator,
  stack,
}) => {
  const key = 'targeting.by_keys';
  await targeted(stack, key, byPlan('first', 'pro'), byPlan('second', 'enterprise'));
  const shahin = await operator('shahin');
  const { keyboard } = shahin.page;
  const tab = await openTargeting(shahin, key);

  await tab.sentence(2).focus();
  await keyboard.press('Alt+ArrowUp');
  await expect(tab.announced).toHaveText('Rule 2 is now 1 of 2');
  await expect(tab.sentence(1)).toBeFocused();
  await expect(tab.sentence(1)).toContainText('enterprise');
  await keyboard.press('Alt+ArrowUp');
  await expect(tab.sentence(1)).toBeFocused();

  const down = tab.rule(1).getByRole('button', { name: 'Move rule 1 down' });
  await down.focus();
  await keyboard.press('Enter');
  await expect(tab.announced).toHaveText('Rule 1 is now 2 of 2');
  await expect(tab.sentence(2)).toBeFocused();
  await keyboard.press('Alt+ArrowUp');

  await tab.rules.getByRole('button', { name: 'Add rule' }).focus();
  await keyboard.press('Enter');
  const condition = tab.condition(1, tab.rule(3));
  await expect(condition.getByRole('combobox', { name: 'attribute' })).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await expect(condition.getByRole('combobox', { name: 'values' })).toBeFocused();
  await keyboard.type('free');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await expect(tab.sentence(3)).toContainText('If plan is one of free → serve on');

  await tab.rule(2).getByRole('button', { name: 'More about rule 2' }).focus();
  await keyboard.press('Enter');
  await shahin.page.getByRole('menuitem', { name: 'Remove' }).press('Enter');
  await expect(tab.announced).toHaveText('Rule 2 removed');
  await expect(tab.sentence(2)).toBeFocused();

  await tab.panel.save('Whoever is free may look too');
  const { rules } = (await saved(stack, key)).environments.staging;
  expect(rules.map(({ id }) => id)).toEqual(['second', 'rule-1']);
  expect(rules[1]?.when).toEqual([{ attribute: 'plan', op: 'in', values: ['free'] }]);
});

test('a rule is dragged to another place', async ({ operator, stack }) => {
  const key = 'targeting.by_drag';
  await targeted(stack, key, byPlan('first', 'pro'), byPlan('second', 'enterprise'));
  const tab = await openTargeting(await operator('shahin'), key);
  await expect(tab.rule(2)).toBeVisible();
  const [from, to] = [tab.rule(1).locator('[data-handle]'), tab.rule(2)];
  await from.dragTo(to, { targetPosition: { x: 20, y: 30 } });
  await expect(tab.announced).toHaveText('Rule 1 is now 2 of 2');
  await expect(tab.sentence(1)).toContainText('enterprise');
  await tab.panel.root.getByRole('button', { name: 'Discard' }).click();
  await expect(tab.sentence(1)).toContainText('pro');
});

test('a value that its operator cannot use is said on its field, as one types', async ({
  operator,
  stack,
}) => {
  const key = 'targeting.typed';
  await targeted(stack, key, byPlan('first', 'pro'));
  const shahin = await operator('shahin');
  const tab = await openTargeting(shahin, key);
  await tab.sentence(1).click();
  const condition = tab.condition(1, tab.rule(1));
  await condition.getByRole('combobox', { name: 'attribute' }).fill('seats');
  await shahin.page.keyboard.press('Tab');
  const value = condition.getByRole('textbox', { name: 'value' });

  for (const [operator_, wrong, words, right] of [
    ['is at least', 'many', 'Must be a number', '25'],
    ['is at least version', '2.x', 'Must be a SemVer 2.0 version', '2.1.0'],
    ['matches', 'eu(', /^Must be a regular expression/, '^eu-'],
  ] as const) {
    await pick(shahin.page, 'Condition 1: operator', operator_);
    await value.fill(wrong);
    await expect(condition.getByText(words)).toBeVisible();
    await expect(value).toHaveAttribute('aria-invalid', 'true');
    await value.fill(right);
    await expect(condition.getByText(words)).toBeHidden();
  }
  await expect(tab.sentence(1)).toContainText('seats matches ^eu-');
});

test('the rollout says how many of today’s tenants it is, and which', async ({
  operator,
  stack,
}) => {
  const key = 'targeting.reach';
  const scope = { tenantSlugs: ['acme', 'loomi'] };
  const rollout = { percentage: 0, bucketBy: 'tenant' };
  await stack.api.makeFlag({
    key,
    environments: { staging: { state: 'rollout', scope, rollout } },
  });
  const shahin = await operator('shahin');
  const tab = await openTargeting(shahin, key);
  await expect(tab.audience).toContainText(/That is none of today’s \d+ tenants\./);

  await tab.panel.root.getByRole('button', { name: '100 percent' }).click();
  await expect(tab.audience).toContainText(/That is 2 of \d+ tenants today: acme and loomi\./);
  await tab.panel.root.getByRole('slider', { name: 'Rollout percentage' }).press('ArrowLeft');
  await expect(tab.panel.root.getByRole('spinbutton', { name: 'Percentage' })).toHaveValue('99');
});

test('a split always comes to 100 %', async ({ operator, stack }) => {
  const key = 'targeting.split';
  await stack.api.makeFlag({
    key,
    type: 'string',
    variants: { plain: 'a', grid: 'b', list: 'c' },
    offVariant: 'plain',
    environments: { staging: { state: 'on' } },
  });
  const shahin = await operator('shahin');
  const { panel } = await openTargeting(shahin, key);
  await pick(shahin.page, 'Serve', 'A split');
  await panel.root.getByRole('button', { name: 'Take plain out of the split' }).click();
  await panel.root.getByRole('spinbutton', { name: 'Percentage of grid' }).fill('80');
  await shahin.page.keyboard.press('Tab');
  await expect(panel.root.getByRole('img', { name: 'grid 80 %, list 20 %' })).toBeVisible();
  await panel.root.getByRole('button', { name: 'Even out' }).click();
  await expect(panel.root.getByRole('img', { name: 'grid 50 %, list 50 %' })).toBeVisible();
});

test('a JSON flag is held to its schema from the moment it is made', async ({
  operator,
  stack,
}) => {
  test.setTimeout(120_000);
  const shahin = await operator('shahin');
  const { page } = shahin;
  await shahin.newFlag.click();
  const dialog = shahin.dialog('New flag');
  await dialog.getByRole('textbox', { name: 'Key' }).fill('targeting.layout');
  await pick(page, 'Type', 'JSON');
  const few = dialog.getByRole('textbox', { name: 'Value of variant 1' });
  await few.fill('{ "columns": 2 }');
  await dialog.getByRole('textbox', { name: 'Value of variant 2' }).fill('{\n"columns": "six" }');
  await dialog.getByRole('switch', { name: 'Hold the values to a JSON schema' }).click();
  const schema = { type: 'object', properties: { columns: { type: 'integer' } } };
  await dialog.getByRole('textbox', { name: 'JSON schema' }).fill(JSON.stringify(schema));
  await expect(dialog.getByText('Line 2: Must be integer')).toBeVisible();

  await dialog.getByRole('button', { name: 'Create flag' }).click();
  await few.fill('{ "columns": ');
  await expect(dialog.getByText('Line 1: It ends too early')).toBeVisible();
  await expectAccessible(page);

  await few.fill('{"columns":2}');
  await dialog.getByRole('button', { name: 'Format Value of variant 1' }).click();
  await expect(few).toHaveText('{  "columns": 2}');
  await dialog.getByRole('textbox', { name: 'Value of variant 2' }).fill('{ "columns": 6 }');
  await dialog.getByRole('button', { name: 'Create flag' }).click();
  await expect(dialog).toBeHidden();
  const flag = await saved(stack, 'targeting.layout');
  expect(flag).toMatchObject({
    type: 'json',
    variants: { control: { columns: 2 }, treatment: { columns: 6 } },
    schema,
  });

  const panel = new FlagPanel(page, 'targeting.layout');
  await panel.openTab('Details');
  await panel.root.getByRole('button', { name: 'Edit variants' }).click();
  const variants = shahin.dialog('Variants');
  await variants.getByRole('textbox', { name: 'Value of variant 2' }).fill('{ "columns": 12 }');
  await expectAccessible(page);
  await variants.getByRole('button', { name: 'Use these variants' }).click();
  await expect(variants).toBeHidden();
  await expect(panel.root.getByText('Variant treatment/columns')).toBeVisible();
});

test('an on/off flag gets a third variant, and it can be served', async ({ operator, stack }) => {
  const key = 'targeting.three_ways';
  await targeted(stack, key);
  const shahin = await operator('shahin');
  const { page } = shahin;
  const { panel } = await openTargeting(shahin, key);
  await expect(panel.root.getByRole('region', { name: 'Variant' })).toHaveCount(0);
  await panel.openTab('Details');
  await panel.root.getByRole('button', { name: 'Edit variants' }).click();
  const dialog = shahin.dialog('Variants');
  await dialog.getByRole('button', { name: 'Add variant' }).click();
  await dialog.getByRole('textbox', { name: 'Name of variant 3' }).fill('shy');
  await pick(page, 'Value of variant 3', 'true');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Use these variants' }).click();
  await expect(dialog).toBeHidden();
  await panel.openTab('Targeting');
  await expect(panel.root.getByRole('region', { name: 'Variant' })).toBeVisible();
  await panel.save('A third way to try');
  const { variants } = await saved(stack, key);
  expect(variants).toEqual({ on: true, off: false, shy: true });
});

test('flags that would require each other are said on the field', async ({ operator, stack }) => {
  await stack.api.makeFlag({ key: 'targeting.base' });
  const prerequisites = [{ flag: 'targeting.base', variants: ['on'] }];
  await stack.api.makeFlag({ key: 'targeting.upon', prerequisites });
  const shahin = await operator('shahin');
  const { panel } = await openTargeting(shahin, 'targeting.base');
  await panel.root.getByRole('button', { name: 'Add prerequisite' }).click();
  await panel.root.getByRole('button', { name: /^Required flag/ }).click();
  await shahin.page.getByPlaceholder('Search', { exact: true }).fill('targeting.upon');
  await shahin.page.getByRole('option', { name: 'targeting.upon' }).click();
  const words = 'targeting.upon requires this flag: each would wait for the other';
  await expect(panel.root.getByText(words)).toBeVisible();
});

test('the editors are accessible in light and dark', async ({ operator, stack }) => {
  test.setTimeout(120_000);
  const key = 'targeting.accessible';
  await stack.api.makeFlag({ key: 'targeting.ground', environments: { staging: { state: 'on' } } });
  await stack.api.makeFlag({
    key,
    type: 'json',
    variants: { few: { columns: 2 }, many: { columns: 6 } },
    schema: { type: 'object' },
    prerequisites: [{ flag: 'targeting.ground', variants: ['on'] }],
    environments: {
      staging: {
        state: 'rollout',
        rollout: { percentage: 40 },
        serve: {
          split: [
            { variant: 'few', weight: 40 },
            { variant: 'many', weight: 60 },
          ],
          bucketBy: 'region',
        },
        rules: [
          {
            ...byPlan('pilots', 'pro', 'free'),
            serve: { variant: 'many' },
            rollout: { percentage: 5 },
          },
          {
            id: 'later',
            when: [
              { attribute: 'now', op: 'after', values: ['2027-01-31T09:00:00Z'] },
              { attribute: 'seats', op: 'between', values: [5, 50] },
              { attribute: 'beta', op: 'equals', values: [true] },
            ],
            segments: [],
            serve: { variant: 'few' },
          },
        ],
      },
    },
  });
  const shahin = await operator('shahin');
  const tab = await openTargeting(shahin, key);
  await tab.sentence(1).click();
  await tab.sentence(2).click();
  await expect(tab.rule(2).getByRole('group', { name: 'Condition 3' })).toBeVisible();
  await expectAccessible(shahin.page);
  await tab.condition(2, tab.rule(2)).getByRole('textbox', { name: 'from' }).fill('five');
  await expect(tab.rule(2).getByText('Must be a number')).toBeVisible();
  await expectAccessible(shahin.page);

  const vera = await operator('vera');
  const seen = await openTargeting(vera, key);
  await seen.sentence(1).click();
  await expect(seen.rule(1).getByRole('combobox', { name: 'operator' })).toBeDisabled();
  await expectAccessible(vera.page);
});
