import type { Locator, Page } from '@playwright/test';
import { goTo } from './hydrated.ts';

/** Someone at a tenant's portal. */
export class TenantUser {
  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  async goTo(path: string): Promise<void> {
    await goTo(this.page, `${this.url}${path}`);
  }

  /** What `new_billing_v2` brings to the page about billing. */
  get newBilling(): Locator {
    return this.page.getByRole('region', { name: 'Summary' });
  }

  get classicBilling(): Locator {
    return this.page.getByRole('heading', { name: 'Current plan' });
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: /account/ }).click();
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click();
  }
}
