import { inEveryLook } from '../looks.ts';
import { expect, test } from '../people/test.ts';

inEveryLook((picture, { width, colorScheme }) => {
  test('segments', async ({ operator, stack }) => {
    const key = `beta_${width}_${colorScheme}`;
    const when = [
      { attribute: 'plan', op: 'in', values: ['pro', 'enterprise'] },
      { attribute: 'country', op: 'equals', values: ['DK'] },
    ];
    const more = { name: 'Beta testers', description: 'They asked to see things early.', when };
    await stack.api.makeSegment(key, ['ann@loomi', 'bob@acme', 'kim@98chimp'], more);
    await stack.api.makeFlagFor(key, `beta.${width}_${colorScheme}`, 'staging');
    const shahin = await operator('shahin');
    const { page } = shahin;
    await shahin.goTo('/segments');
    await expect(page.getByRole('link', { name: key })).toBeVisible();
    await picture(page, 'console-segments');
    await page.getByRole('link', { name: key }).click();
    await expect(page.getByText('In words')).toBeVisible();
    await picture(page, 'console-segment');
    await page.getByRole('tab', { name: /Included/ }).click();
    await page.getByRole('button', { name: 'Remove bob@acme' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('textbox', { name: 'Targeting keys', exact: true }).fill('zoe@loomi');
    await picture(page, 'console-segment-members');
    await page.getByRole('button', { name: 'Add to the list' }).click();
    await page.getByRole('button', { name: 'Review change' }).click();
    await expect(page.getByRole('list', { name: 'Users' })).toBeVisible();
    await picture(page, 'console-segment-review');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('tab', { name: 'History' }).click();
    await expect(page.getByText('created a segment')).toBeVisible();
    await picture(page, 'console-segment-history');
    await shahin.goTo('/segments?q=nothing-like-it');
    await expect(page.getByText('No segment matches')).toBeVisible();
    await picture(page, 'console-segments-none');
  });
});
