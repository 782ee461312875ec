import { inEveryLook } from '../looks.ts';
import { expect, test } from '../people/test.ts';

inEveryLook((picture) => {
  test('the palette, the shortcuts, and what is in the way', async ({ operator }) => {
    const ada = await operator('ada');
    const { page } = ada;
    await ada.isLive();
    await page.keyboard.press('Control+k');
    await expect(ada.dialog('Go to or do')).toBeVisible();
    await picture(page, 'console-palette');
    await page.keyboard.type('ch');
    await expect(page.getByRole('option', { name: '98chimp' })).toBeVisible();
    await picture(page, 'console-palette-found');
    await page.keyboard.press('Escape');
    await expect(ada.dialog('Go to or do')).toBeHidden();
    await page.keyboard.press('?');
    await expect(ada.dialog('Keyboard shortcuts')).toBeVisible();
    await picture(page, 'console-shortcuts');
    await page.keyboard.press('Escape');

    await page.context().setOffline(true);
    await expect(page.getByText('You are offline.')).toBeVisible();
    await picture(page, 'console-offline');
    await page.context().setOffline(false);
    await ada.goTo('/no/such/page');
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
    await picture(page, 'console-not-found');

    const toni = await operator('toni');
    await toni.goTo('/flags');
    await expect(toni.page.getByRole('heading', { level: 1, name: 'Flags' })).toBeVisible();
    await picture(toni.page, 'console-forbidden');
  });
});
