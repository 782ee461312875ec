import { expect, type Locator, type Page } from '@playwright/test';

/** What a change would do, before it is made. */
export class ChangeDrawer {
  readonly root: Locator;

  constructor(private readonly page: Page) {
    this.root = page
      .getByRole('dialog')
      .filter({ has: page.getByRole('region', { name: 'Verdict' }) });
  }

  get verdict(): Locator {
    return this.root.getByRole('region', { name: 'Verdict' });
  }

  /** Side by side, field by field. */
  get change(): Locator {
    return this.root.getByRole('region', { name: 'The change' });
  }

  get impact(): Locator {
    return this.root.getByRole('region', { name: 'Impact' });
  }

  get rationale(): Locator {
    return this.root.getByRole('textbox', { name: 'Rationale' });
  }

  async save(rationale?: string): Promise<void> {
    if (rationale !== undefined) await this.rationale.fill(rationale);
    await this.root.getByRole('button', { name: 'Save', exact: true }).click();
  }

  async cancel(): Promise<void> {
    await this.root.getByRole('button', { name: 'Cancel' }).click();
    await expect(this.root).toBeHidden();
  }

  /** Says why, files it, and answers its ref. */
  async requestApproval(rationale: string): Promise<string> {
    await this.rationale.fill(rationale);
    await this.root.getByRole('button', { name: 'Request approval' }).click();
    await expect(this.root).toBeHidden();
    // Not by role: the panel that is open over the page hides it from that.
    const said = this.page.getByText(/^CR-\d+ is filed$/).last();
    return (await said.innerText()).replace(' is filed', '');
  }
}
