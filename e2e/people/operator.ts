import { expect, type Locator, type Page } from '@playwright/test';
import { ChangeDrawer } from './change-drawer.ts';
import { goTo } from './hydrated.ts';
import { RequestPage } from './request-page.ts';

/** Someone at the operator console. */
export class Operator {
  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  get newFlag(): Locator {
    return this.page.getByRole('button', { name: 'New flag' });
  }

  /** What is open on top of everything else. */
  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }

  row(key: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('link', { name: key }) });
  }

  async goTo(path: string): Promise<void> {
    await goTo(this.page, `${this.url}${path}`);
  }

  /** Waits until the page is its own: from then on it hears keys, and what others do. */
  async isLive(): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  }

  async openFlag(key: string): Promise<FlagPanel> {
    await this.page.getByRole('link', { name: key }).click();
    const panel = new FlagPanel(this.page, key);
    await expect(panel.targeting).toBeVisible();
    return panel;
  }

  async openRequest(ref: string): Promise<RequestPage> {
    await this.goTo(`/approvals/${ref}`);
    const request = new RequestPage(this.page, ref);
    await expect(request.root).toBeVisible();
    return request;
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: /^Account of/ }).click();
    await this.page.getByRole('button', { name: 'Sign out' }).click();
  }
}

/** A flag's panel in the console. */
export class FlagPanel {
  readonly root: Locator;

  constructor(
    private readonly page: Page,
    readonly key: string,
  ) {
    this.root = page.getByRole('dialog', { name: key, exact: true });
  }

  get targeting(): Locator {
    return this.root.getByRole('region', { name: 'Targeting' });
  }

  get kill(): Locator {
    return this.root.getByRole('button', { name: 'Kill', exact: true });
  }

  get killed(): Locator {
    return this.root.getByRole('region', { name: 'Killed' });
  }

  state(name: 'Off' | 'On' | 'Targeted' | 'Rollout'): Locator {
    return this.root.getByRole('radio', { name });
  }

  async choose(name: 'Off' | 'On' | 'Targeted' | 'Rollout'): Promise<void> {
    await this.state(name).check();
  }

  async addTenant(slug: string): Promise<void> {
    await this.root.getByRole('combobox', { name: 'Tenants' }).fill(slug);
    await this.page.getByRole('option', { name: slug }).click();
    // The list stays open for more, over what comes below it.
    await this.root.getByText('Scope', { exact: true }).click();
    await expect(this.page.getByRole('listbox')).toBeHidden();
  }

  get unsaved(): Locator {
    return this.root.getByRole('region', { name: 'Unsaved changes' });
  }

  /** What somebody else did meanwhile. */
  get conflict(): Locator {
    return this.root.getByRole('alert', { name: 'Changed meanwhile' });
  }

  /** Shows what the edits would do. */
  async review(): Promise<ChangeDrawer> {
    await this.root.getByRole('button', { name: 'Review change' }).click();
    const drawer = new ChangeDrawer(this.page);
    await expect(drawer.verdict).toBeVisible();
    return drawer;
  }

  async save(rationale: string): Promise<void> {
    await (await this.review()).save(rationale);
    await expect(this.page.getByText('Saved', { exact: true })).toBeVisible();
  }

  /** Saves what takes two approvals: files it, and answers the request's ref. */
  async requestApproval(rationale: string): Promise<string> {
    return (await this.review()).requestApproval(rationale);
  }

  /** Presses Kill, says why, and presses it again. */
  async killNow(reason: string): Promise<void> {
    await this.kill.click();
    const dialog = this.page.getByRole('dialog', { name: `Kill ${this.key}` });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
    await dialog.getByRole('button', { name: 'Kill now' }).click();
    await expect(dialog).toBeHidden();
  }

  async openTab(
    name: 'Targeting' | 'Overrides' | 'Rollout' | 'Exposures' | 'History' | 'Details',
  ): Promise<void> {
    await this.root.getByRole('tab', { name }).click();
  }

  async close(): Promise<void> {
    await this.root.getByRole('button', { name: 'Close' }).click();
    await expect(this.root).toBeHidden();
  }

  /** What happened to the flag: the one entry that says this. */
  entry(words: string): Locator {
    const history = this.root.getByRole('region', { name: 'History' });
    return history.getByRole('listitem').filter({ hasText: words }).first();
  }
}
