import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { FlagPanel } from './operator.ts';
import type { Operator } from './operator.ts';

/** Opens a flag in staging, where nothing waits for approval. */
export async function openTargeting(operator: Operator, key: string): Promise<TargetingTab> {
  await operator.goTo(`/flags?env=staging&flag=${key}`);
  const tab = new TargetingTab(operator.page, key);
  await expect(tab.panel.targeting).toBeVisible();
  return tab;
}

/** The Targeting tab of a flag's panel. */
export class TargetingTab {
  readonly panel: FlagPanel;
  readonly rules: Locator;

  constructor(page: Page, key: string) {
    this.panel = new FlagPanel(page, key);
    this.rules = this.panel.root.getByRole('region', { name: 'Rules' });
  }

  get announced(): Locator {
    return this.rules.getByRole('status');
  }

  /** Who gets the flag, in words. */
  get audience(): Locator {
    return this.panel.targeting.getByRole('status').filter({ hasText: /gets it|On for/ });
  }

  rule(place: number): Locator {
    return this.rules.getByRole('listitem', { name: `Rule ${place}`, exact: true });
  }

  /** The rule as a sentence, which opens and closes its form. */
  sentence(place: number): Locator {
    return this.rule(place).getByRole('button', { name: new RegExp(`^${place} `) });
  }

  condition(place: number, within: Locator): Locator {
    return within.getByRole('group', { name: `Condition ${place}`, exact: true });
  }
}
