import type { Settings } from '../../src/settings';
import { readSettings } from '../../src/settings';

let read: Settings | undefined;

/** The one place where the environment is read; the same on every request. */
export function settings(): Settings {
  read ??= readSettings(process.env, useRuntimeConfig().webSession);
  return read;
}
