/** Waits between attempts, ever longer. */
const DELAYS_MS = [300, 400, 1_200, 3_000, 6_000] as const;
const LAST_DELAY_MS = 12_000;

/** Some time up to this one: what lost the same server at once does not come back at once. */
export function spread(ms: number): number {
  return ms * (0.5 + Math.random() / 2);
}

export function delayAfter(failures: number): number {
  return spread(DELAYS_MS[failures] ?? LAST_DELAY_MS);
}

/** Resolves when the time is over, or the signal says that nobody waits any more. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });

    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}
