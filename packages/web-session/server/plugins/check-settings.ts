import { SettingsError } from '../../src/settings';

/** A server that cannot sign anybody in does not start. */
export default defineNitroPlugin(() => {
  if (import.meta.prerender) return;
  try {
    settings();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    log(error.message);
    process.exit(1);
  }
});
