import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a condition, for ten seconds at most. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`it never came to: ${holds}`);
    await sleep(5);
  }
}
