import type { Page } from '@playwright/test';

/** Waits until a page of ours has taken over what the server rendered: from then on it hears clicks and keys. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const useNuxtApp: unknown = Reflect.get(window, 'useNuxtApp');
    if (typeof useNuxtApp !== 'function') return false;
    return (useNuxtApp as () => { isHydrating: boolean })().isHydrating === false;
  });
}

/** Goes to an address of ours, and waits until its page hears clicks. */
export async function goTo(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await hydrated(page);
}
