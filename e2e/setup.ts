import { findChromium } from './browser.ts';

/** Before the first test, once: the workers find the browser in the environment. */
export default function setUp(): void {
  process.env['HALYARD_CHROMIUM'] = findChromium((line) => process.stdout.write(`${line}\n`));
}
