import { expect, type Locator, type Page } from '@playwright/test';

/** A change request's page in the console. */
export class RequestPage {
  readonly root: Locator;

  constructor(
    readonly page: Page,
    ref: string,
  ) {
    this.root = page.getByRole('article', { name: ref });
  }

  get approveButton(): Locator {
    return this.root.getByRole('button', { name: 'Approve' });
  }

  get rejectButton(): Locator {
    return this.root.getByRole('button', { name: 'Reject' });
  }

  /** "awaiting 1 of 2" */
  get awaiting(): Locator {
    return this.root.getByRole('status', { name: 'What it waits for' });
  }

  get outcome(): Locator {
    return this.root.getByRole('status', { name: 'Outcome' });
  }

  /** What it changes, in words. */
  get change(): Locator {
    return this.root.getByRole('region', { name: 'The change' });
  }

  get impact(): Locator {
    return this.root.getByRole('region', { name: 'Impact' });
  }

  /** Whom it reached when it was made. */
  get reached(): Locator {
    return this.root.getByRole('region', { name: 'What happened' });
  }

  get discussion(): Locator {
    return this.root.getByRole('region', { name: 'Discussion' });
  }

  async say(text: string): Promise<void> {
    await this.discussion.getByRole('textbox', { name: 'Say something' }).fill(text);
    await this.discussion.getByRole('button', { name: 'Comment' }).click();
    await expect(this.discussion.getByRole('listitem').filter({ hasText: text })).toBeVisible();
  }

  async approve(comment: string): Promise<void> {
    await this.root.getByRole('textbox', { name: 'Comment' }).fill(comment);
    await this.approveButton.click();
    await expect(this.root.getByRole('region', { name: 'Reviews' })).toContainText(comment);
  }
}
