import { expect, type Locator, type Page } from '@playwright/test';
import { ChangeDrawer } from './change-drawer.ts';
import { take } from './take.ts';

/** The tenants in the console: the matrix, and why a tenant gets what it gets. */
export class TenantsPage {
  readonly grid: Locator;

  constructor(private readonly page: Page) {
    this.grid = page.getByRole('grid', { name: /^Flags by tenant/ });
  }

  row(tenant: string): Locator {
    return this.grid
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name: tenant }) });
  }

  /** What a tenant gets of a flag whose column is in view. */
  async cell(tenant: string, flag: string): Promise<Locator> {
    const header = this.grid.getByRole('columnheader', { name: flag, exact: true });
    const column = await header.getAttribute('aria-colindex');
    return this.row(tenant).locator(`[role=gridcell][aria-colindex="${column}"]`);
  }

  explanation(tenant: string, flag: string): Explanation {
    return new Explanation(this.page, `${flag} for ${tenant}`);
  }

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name, exact: true });
  }
}

/** What a tenant gets of a flag, and why. */
export class Explanation {
  readonly root: Locator;

  constructor(
    private readonly page: Page,
    name: string,
  ) {
    this.root = page.getByRole('dialog', { name, exact: true });
  }

  get answer(): Locator {
    return this.root.getByRole('region', { name: 'What it gets' });
  }

  get lanes(): Locator {
    return this.root.getByRole('region', { name: 'How it came to that' });
  }

  /** Sets an override where nobody has to approve it. */
  async override(variant: string, reason: string): Promise<void> {
    await this.root.getByRole('button', { name: 'Override', exact: true }).click();
    const form = this.page.getByRole('dialog', { name: 'Add override' });
    await form.getByRole('combobox', { name: 'Variant' }).click();
    await take(this.page.getByRole('option', { name: variant, exact: true }));
    await form.getByRole('textbox', { name: 'Reason' }).fill(reason);
    await form.getByRole('button', { name: 'Review change' }).click();
    const drawer = new ChangeDrawer(this.page);
    await expect(drawer.verdict).toBeVisible();
    await drawer.root.getByRole('button', { name: 'Set override' }).click();
    await expect(form).toBeHidden();
  }

  async close(): Promise<void> {
    await this.root.getByRole('button', { name: 'Close' }).click();
    await expect(this.root).toBeHidden();
  }
}
