import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What another theme can break. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** The whole page as it is now, by axe's rules: all of them in light, those about colours in dark too. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator(`html.${colorScheme}`)).toBeAttached();
    const found = await violationsOf(page, colorScheme === 'light' ? TAGS : COLOURS);
    expect.soft(found, `${page.url()}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/** By tags, or by the names of rules. What is right is not told in detail, which takes most of the time. */
async function violationsOf(page: Page, runOnly: string[]) {
  const violations = await page.evaluate(
    async (options) => (await axe.run(document, options)).violations,
    { runOnly, resultTypes: ['violations'] } satisfies axe.RunOptions,
  );
  return violations.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    at: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
  }));
}
