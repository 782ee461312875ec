import { setTimeout as sleep } from 'node:timers/promises';

const AGAIN_MS = 50;

/** Waits until it holds; the test's own time is the limit. What it throws counts as not yet. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (
    !(await Promise.resolve()
      .then(holds)
      .catch(() => false))
  )
    await sleep(AGAIN_MS);
}
