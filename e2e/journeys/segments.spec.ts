import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../people/accessible.ts';
import { SegmentPage } from '../people/segment-page.ts';
import { expect, test } from '../people/test.ts';
import { take } from '../people/take.ts';

test.setTimeout(120_000);

test('a segment is made, filled, used, and deleted when nothing uses it any more', async ({
  operator,
  stack,
}) => {
  const shahin = await operator('shahin');
  const { page } = shahin;
  const segment = new SegmentPage(page, 'e2e_testers');

  await test.step('made, and nobody is in it', async () => {
    await shahin.goTo('/segments');
    await page.getByRole('button', { name: 'New segment' }).click();
    await shahin.dialog('New segment').getByRole('textbox', { name: 'Name' }).fill('E2E testers');
    await page.getByRole('button', { name: 'Create segment' }).click();
    await expect(page.getByRole('heading', { name: 'E2E testers', level: 1 })).toBeVisible();
    await expect(page.getByText('No rule uses it')).toBeVisible();
    await segment.expectCheck('ann@loomi', 'No. Not included by name');
  });

  await test.step('conditions are edited as sentences, and faults land on their fields', async () => {
    await page.getByRole('button', { name: 'Add condition' }).click();
    const condition = page.getByRole('group', { name: 'Condition 1' });
    await expect(condition.getByRole('combobox', { name: 'attribute' })).toBeFocused();
    await page.getByRole('button', { name: 'Review change' }).click();
    await expect(condition.getByText('Is empty: there is nothing to compare with')).toBeVisible();
    await condition.getByRole('combobox', { name: 'attribute' }).fill('targetingKey');
    await page.keyboard.press('Escape');
    await condition.getByRole('combobox', { name: 'operator' }).click();
    await take(page.getByRole('option', { name: 'ends with', exact: true }));
    await condition.getByRole('textbox', { name: 'values' }).fill('@testers.example');
    await page.keyboard.press('Enter');
    await expect(page.getByText('In words: user ends with @testers.example')).toBeVisible();
    await segment.review();
    await segment.save();
    await segment.expectCheck('kim@testers.example', 'Yes. The conditions hold');
  });

  await test.step('those included are pasted, and the review names whom it touches', async () => {
    await stack.api.makeFlagFor('e2e_testers', 'e2e.for_testers', 'staging');
    await segment.openTab(/Included/);
    await segment.add('ann@loomi\nbob@loomi, cem@acme');
    await expect(page.getByText('3 to add')).toBeVisible();
    const drawer = await segment.review();
    await expect(drawer.getByRole('list', { name: 'Users' })).toContainText(
      'ann@loomi, bob@loomi, cem@acme gain e2e.for_testers in Staging',
    );
    await segment.save();
    await expect(segment.members.getByRole('listitem')).toHaveCount(3);
    await segment.expectCheck('ann@loomi', 'Yes. Included by name');
    await page.getByRole('button', { name: 'Remove bob@loomi' }).click();
    await page.getByRole('button', { name: 'Keep bob@loomi' }).click();
    await expect(page.getByRole('button', { name: 'Review change' })).toBeHidden();
  });

  await test.step('its history tells who did what', async () => {
    await segment.openTab(/History/);
    const history = page.getByRole('region', { name: 'History' });
    await expect(history.getByRole('listitem').first()).toContainText('+ ann@loomi');
    await expect(history).toContainText('user ends with @testers.example');
  });

  await test.step('deleting is refused while a flag uses it, and says which', async () => {
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = shahin.dialog('e2e_testers is in use');
    await expect(dialog.getByRole('link', { name: 'e2e.for_testers' })).toBeVisible();
    await page.keyboard.press('Escape');
    await stack.api.emptyFlag('e2e.for_testers', 'staging');
    await page.reload();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete segment' }).click();
    await expect(page).toHaveURL(/\/segments(\?|$)/);
    await expect(page.getByRole('link', { name: 'e2e_testers' })).toBeHidden();
  });
});

test('a segment that production uses takes two approvals', async ({ operator, stack }) => {
  await stack.api.makeSegment('e2e_gated', ['ann@loomi']);
  await stack.api.makeFlagFor('e2e_gated', 'e2e.gated', 'prod');
  const shahin = await operator('shahin');
  const segment = new SegmentPage(shahin.page, 'e2e_gated');
  await shahin.goTo('/segments/e2e_gated?tab=included');
  await segment.add('zoe@acme');
  const drawer = await segment.review();
  await drawer.getByRole('textbox', { name: 'Rationale' }).fill('Zoe asked for it');
  await drawer.getByRole('button', { name: 'Request approval' }).click();
  const filed = shahin.page.getByText(/^CR-\d+ is filed$/).last();
  const ref = (await filed.innerText()).replace(' is filed', '');
  await expect(segment.members.getByRole('listitem')).toHaveCount(1);
  await stack.api.approve(ref);
  await expect(segment.members.getByRole('listitem')).toHaveCount(2);
  await stack.api.emptyFlag('e2e.gated', 'prod');
});

test('a list of 100,000 is searched at once, and downloaded whole', async ({ operator, stack }) => {
  const users = Array.from({ length: 100_000 }, (_, index) => `user-${index}@example.com`);
  await stack.api.makeSegment('e2e_many', users);
  const vera = await operator('vera');
  const { page } = vera;
  await vera.goTo('/segments/e2e_many?tab=included');
  await expect(page.getByText('100,000 on the list')).toBeVisible();
  const list = page.getByRole('list', { name: 'Included targeting keys' });
  expect(await list.getByRole('listitem').count()).toBeLessThan(60);
  await page.getByRole('searchbox', { name: 'Search targeting keys' }).fill('user-9999@');
  await expect(list.getByRole('listitem')).toHaveText(['user-9999@example.com']);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('e2e_many-included.txt');
  const file = await readFile(await download.path(), 'utf8');
  expect(file.trimEnd().split('\n').toSorted()).toEqual(users.toSorted());
});

test('a file of many keys says that it is too long to be previewed, and is uploaded', async ({
  operator,
  stack,
}) => {
  await stack.api.makeSegment('e2e_upload');
  const shahin = await operator('shahin');
  const { page } = shahin;
  await shahin.goTo('/segments/e2e_upload?tab=included');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a file' }).click(),
  ]);
  const lines = Array.from({ length: 50_000 }, (_, index) => `somebody-${index}@example.com`);
  const buffer = Buffer.from(lines.join('\r\n'));
  await chooser.setFiles({ name: 'people.txt', mimeType: 'text/plain', buffer });
  await expect(page.getByText('50,000 new keys')).toBeVisible();
  await page.getByRole('button', { name: 'Add to the list' }).click();
  await page.getByRole('button', { name: 'Review change' }).click();
  const dialog = shahin.dialog('Upload the list without a preview');
  await expect(dialog).toContainText('50,000 to add');
  await dialog.getByRole('button', { name: 'Upload' }).click();
  await expect(page.getByText('50,000 on the list')).toBeVisible();
});

test('a viewer sees a segment, and changes nothing', async ({ operator, stack }) => {
  await stack.api.makeSegment('e2e_seen', ['ann@loomi']);
  const vera = await operator('vera');
  await vera.goTo('/segments/e2e_seen?tab=included');
  const add = vera.page.getByRole('button', { name: 'Add', exact: true });
  await expect(add).toHaveAccessibleDescription(
    'Your role does not let you create and change flags.',
  );
  await expect(vera.page.getByText('ann@loomi')).toBeVisible();
  await expect(vera.page.getByRole('button', { name: 'Remove ann@loomi' })).toBeHidden();
});

for (const width of [1440, 390]) {
  test(`segments are accessible, ${width} pixels wide`, async ({ operator, stack }) => {
    test.setTimeout(180_000);
    const when = [{ attribute: 'country', op: 'in', values: ['DK', 'NO'] }];
    await stack.api.makeSegment(`e2e_axe_${width}`, ['ann@loomi', 'bob@loomi'], { when });
    const shahin = await operator('shahin');
    const { page } = shahin;
    await page.setViewportSize({ width, height: 844 });
    await shahin.goTo('/segments');
    await expect(page.getByRole('link', { name: `e2e_axe_${width}` })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: `e2e_axe_${width}` }).click();
    await page.getByRole('button', { name: 'Add condition' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('tab', { name: /Included/ }).click();
    await page.getByRole('button', { name: 'Remove ann@loomi' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('textbox', { name: 'Targeting keys', exact: true }).fill('zoe@loomi');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('tab', { name: 'History' }).click();
    await expect(page.getByText('created a segment')).toBeVisible();
    await expectAccessible(page);
  });
}
