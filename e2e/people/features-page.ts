import { expect, type Locator } from '@playwright/test';
import type { TenantUser } from './tenant-user.ts';

/** What a tenant's own admin has on "Features" in the portal. */
export class FeaturesPage {
  constructor(private readonly user: TenantUser) {}

  /** A feature that is on, or a request: by its name. */
  item(name: string): Locator {
    const { page } = this.user;
    const heading = page.getByRole('heading', { name, exact: true });
    return page.getByRole('main').getByRole('listitem').filter({ has: heading });
  }

  async open(): Promise<void> {
    await this.user.goTo('/features');
    await expect(this.user.page.getByRole('heading', { name: 'On for you' })).toBeVisible();
  }

  async ask(title: string, details: string): Promise<void> {
    const { page } = this.user;
    await page.getByRole('button', { name: 'Request a feature' }).click();
    const dialog = page.getByRole('dialog', { name: 'Request a feature' });
    await dialog.getByRole('textbox', { name: 'What would you like to do?' }).fill(title);
    await dialog.getByRole('textbox', { name: 'What for?' }).fill(details);
    await dialog.getByRole('button', { name: 'Send request' }).click();
    await expect(dialog).toBeHidden();
    await expect(this.item(title)).toBeVisible();
  }
}
