/** An application of its own process: starts, asks for a flag, and closes if it is told to. `program.ts <url> [close]` */
import { OpenFeature } from '@openfeature/server-sdk';
import { HalyardProvider } from '../src/index.ts';
import { KEY } from './flag-server.ts';

const [url = '', close] = process.argv.slice(2);

try {
  await OpenFeature.setProviderAndWait(
    new HalyardProvider({ url, key: KEY, initTimeout: close ? 20_000 : 50, logger: console }),
  );
} catch {
  // The default is what there is then.
}
console.log('on:', await OpenFeature.getClient().getBooleanValue('on', false));
if (close) await OpenFeature.close();
