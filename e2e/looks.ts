import type { Page } from '@playwright/test';
import { expect, test } from './people/test.ts';
import { someHistory } from './stack/some-history.ts';

export const WIDTHS = {
  wide: { width: 1440, height: 900 },
  narrow: { width: 390, height: 844 },
} as const;

/** Takes `screenshots/<name>-wide-light.png`, as tall as the window. */
export type Picture = (page: Page, name: string) => Promise<void>;

/** The same tests in light and dark, on a wide screen and a narrow one, with flags in every state. */
export function inEveryLook(tests: (picture: Picture, look: Look) => void): void {
  for (const width of ['wide', 'narrow'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test.describe(`${width} ${colorScheme}`, () => {
        test.beforeEach(({ stack }) => someHistory(stack));
        const look = { width, colorScheme };
        tests((page, name) => take(page, name, look), look);
      });
    }
  }
}

export interface Look {
  readonly width: keyof typeof WIDTHS;
  readonly colorScheme: 'light' | 'dark';
}

async function take(page: Page, name: string, { width, colorScheme }: Look): Promise<void> {
  await page.setViewportSize(WIDTHS[width]);
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(page.locator(`html.${colorScheme}`)).toBeAttached();
  await page.screenshot({
    path: `screenshots/${name}-${width}-${colorScheme}.png`,
    animations: 'disabled',
  });
}
