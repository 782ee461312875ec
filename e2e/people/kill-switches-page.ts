import { expect, type Locator } from '@playwright/test';
import type { Operator } from './operator.ts';

/** The console's kill switches, and their banner. */
export class KillSwitchesPage {
  constructor(private readonly operator: Operator) {}

  async open(environment: string): Promise<void> {
    await this.operator.goTo(`/kill-switches?env=${environment}`);
    await expect(this.card('Everything')).toContainText(/flag/);
    await this.operator.isLive();
  }

  card(name: string): Locator {
    return this.operator.page.getByRole('article', { name, exact: true });
  }

  turnOff(name: string): Locator {
    return this.card(name).getByRole('button', { name: /^Turn off/ });
  }

  bringBack(name: string): Locator {
    return this.card(name).getByRole('button', { name: /^Bring back/ });
  }

  /** Finds one flag to kill. */
  get picker(): Locator {
    return this.operator.page.getByRole('button', { name: /^Kill one flag/ });
  }

  /** Said on every page while one is engaged. */
  get banner(): Locator {
    return this.operator.page.getByRole('region', { name: 'Turned off' });
  }

  /** What a screen reader is told of them. */
  get told(): Locator {
    return this.operator.page.getByRole('status', { name: 'Kill switches' });
  }
}
