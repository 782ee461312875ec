import { expect, type Locator, type Page } from '@playwright/test';

/** A segment's page in the console. */
export class SegmentPage {
  readonly members: Locator;
  readonly drawer: Locator;

  constructor(
    private readonly page: Page,
    readonly key: string,
  ) {
    this.members = page.getByRole('list', { name: 'Included targeting keys' });
    this.drawer = page.getByRole('dialog').filter({ hasText: `segment ${key}` });
  }

  async openTab(name: RegExp): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  /** Pastes targeting keys, to be reviewed. */
  async add(keys: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add', exact: true }).click();
    await this.page.getByRole('textbox', { name: 'Targeting keys', exact: true }).fill(keys);
    await this.page.getByRole('button', { name: 'Add to the list' }).click();
  }

  async review(): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Review change' }).click();
    await expect(this.drawer.getByRole('region', { name: 'Impact' })).toBeVisible();
    return this.drawer;
  }

  async save(): Promise<void> {
    await this.drawer.getByRole('button', { name: 'Save' }).click();
    await expect(this.drawer).toBeHidden();
  }

  /** Asks whether somebody is in it, and expects this answer. */
  async expectCheck(user: string, answer: string | RegExp): Promise<void> {
    const check = this.page.getByRole('region', { name: 'Is this user in it?' });
    await check.getByRole('textbox', { name: 'Targeting key' }).fill(user);
    await check.getByRole('button', { name: 'Check' }).click();
    await expect(check.getByRole('status', { name: 'Verdict' })).toContainText(answer);
  }
}
