import { inEveryLook } from '../looks.ts';
import { expect, test } from '../people/test.ts';
import { openTargeting } from '../people/targeting-tab.ts';

const RULES = [
  {
    id: 'pilots',
    when: [
      { attribute: 'plan', op: 'in', values: ['pro', 'enterprise'] },
      { attribute: 'targetingKey', op: 'ends_with', values: ['@nordic.no'] },
    ],
    segments: [],
    rollout: { percentage: 25, bucketBy: 'tenant' },
    serve: { variant: 'wide' },
  },
  {
    id: 'new-app',
    when: [{ attribute: 'app.version', op: 'semver_gte', values: ['2.4.0'] }],
    segments: [],
    serve: { variant: 'wide' },
  },
];

inEveryLook((picture, { width, colorScheme }) => {
  test('rules, splits and JSON', async ({ operator, stack }) => {
    // One stack takes every look, and a key is somebody's for good.
    const key = `pictures.${width}_${colorScheme}`;
    await stack.api.makeFlag({
      key,
      name: 'Dashboard columns',
      type: 'json',
      variants: { narrow: { columns: 2 }, wide: { columns: 6 }, wall: { columns: 12 } },
      offVariant: 'narrow',
      schema: { type: 'object', properties: { columns: { type: 'integer', maximum: 12 } } },
      environments: {
        staging: {
          state: 'rollout',
          rollout: { percentage: 60 },
          rules: RULES,
          serve: {
            split: [
              { variant: 'wide', weight: 70 },
              { variant: 'wall', weight: 30 },
            ],
            bucketBy: 'tenant',
          },
        },
      },
    });
    const ada = await operator('ada');
    const tab = await openTargeting(ada, key);
    await expect(tab.audience).toContainText('tenants today');
    await picture(ada.page, 'console-targeting');
    await tab.sentence(1).click();
    await tab.rules.evaluate((rules) => rules.scrollIntoView());
    await picture(ada.page, 'console-rules');
    await tab.panel.root.getByRole('img', { name: /wide 70 %/ }).scrollIntoViewIfNeeded();
    await picture(ada.page, 'console-split');
    await tab.panel.openTab('Details');
    await tab.panel.root.getByRole('button', { name: 'Edit variants' }).click();
    const value = ada.dialog('Variants').getByRole('textbox', { name: 'Value of variant 2' });
    await value.fill('{\n  "columns": 13\n}');
    await expect(ada.page.getByText('Line 2: Must be at most 12')).toBeVisible();
    await picture(ada.page, 'console-json');
  });
});
