import { jest } from '@jest/globals';
import { isQuiet } from './network.ts';

const IN_TIME_MS = 5_000;
const STEP_MS = 50;

/** The clock is a test's own from here on; the network keeps its pace. */
export function stopTheClock(): void {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'performance', 'queueMicrotask', 'setImmediate'] });
}

/** Waits for what the network brings, while the clock stands still. */
export async function until(isSo: () => unknown): Promise<void> {
  const began = performance.now();
  while (!isSo()) {
    if (performance.now() - began > IN_TIME_MS) throw new Error(`It never came to ${isSo}`);
    await new Promise(setImmediate);
  }
}

/** Lets time pass until it is so. Answers how long that took by the clock, in ms. */
export async function passUntil(isSo: () => unknown, atMostMs = 60_000): Promise<number> {
  const began = Date.now();
  while (!isSo()) {
    if (Date.now() - began > atMostMs) throw new Error(`After ${atMostMs} ms it is not ${isSo}`);
    await pass(STEP_MS);
  }
  return Date.now() - began;
}

/** Lets time pass, and the network do what it has to in it. */
export async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    await jest.advanceTimersByTimeAsync(STEP_MS);
    await until(isQuiet);
    // What an answer leads to, and what it asks next.
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
    await until(isQuiet);
  }
}
