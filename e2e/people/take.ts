import { expect, type Locator } from '@playwright/test';

/** Takes one of the list that is open. It gives the focus back when it closes: what is typed before is lost. */
export async function take(option: Locator): Promise<void> {
  await option.click();
  await expect(option.page().getByRole('listbox')).toBeHidden();
}
