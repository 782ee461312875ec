import { chromium } from '@playwright/test';
import lighthouse, { desktopConfig, type Result } from 'lighthouse';
import { Operator } from '../people/operator.ts';
import { signIn } from '../people/sign-in.ts';
import { expect, test } from '../people/test.ts';
import { freePorts } from '../stack/free-ports.ts';
import { inAFolder } from '../stack/in-a-folder.ts';

const PAGES = ['/flags', '/tenants', '/approvals', '/kill-switches', '/audit'];
const KIB = 1024;
/** Most come in by this page. */
const FIRST_LOAD = { page: '/flags', kib: 250 };

test.setTimeout(600_000);

/** As ada finds them, in a production build, with Lighthouse's own throttling. */
test('what Lighthouse thinks of the console', async ({ stack, launchOptions }) => {
  const port = Number((await freePorts()).HALYARD_API_PORT);
  await inAFolder(async (folder) => {
    // Lighthouse opens tabs of its own: a profile on disk lets them share who is signed in.
    const browser = await chromium.launchPersistentContext(folder, {
      ...launchOptions,
      args: [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`],
    });
    const ada = new Operator(await browser.newPage(), stack.urls.console);
    await ada.goTo('/');
    await signIn(ada.page, 'ada');
    await ada.isLive();

    const rows = [];
    for (const page of PAGES) {
      for (const as of ['phone', 'desktop'] as const) {
        rows.push({ page, as, ...(await measure(`${stack.urls.console}${page}`, as, port)) });
      }
    }
    await browser.close();
    process.stdout.write(table(rows));
    // How fast it is, the machine has a say in: that is for reading.
    for (const { page, accessibility, ...row } of rows) {
      expect.soft(accessibility, `accessibility of ${page}`).toBeGreaterThanOrEqual(95);
      if (page === FIRST_LOAD.page) expect.soft(row['JS KiB']).toBeLessThan(FIRST_LOAD.kib);
    }
  });
});

async function measure(url: string, as: 'phone' | 'desktop', port: number) {
  const run = await lighthouse(
    url,
    { port, onlyCategories: ['performance', 'accessibility'] },
    as === 'desktop' ? desktopConfig : undefined,
  );
  if (run === undefined) throw new Error(`Lighthouse says nothing of ${url}`);
  const { audits, categories } = run.lhr;
  const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
  const value = (name: string) => audits[name]?.numericValue ?? 0;
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    'JS KiB': scriptKib(run.lhr),
    'LCP ms': Math.round(value('largest-contentful-paint')),
    'TBT ms': Math.round(value('total-blocking-time')),
    CLS: Number(value('cumulative-layout-shift').toFixed(3)),
  };
}

/** As it goes over the network, compressed; what is prefetched for other pages too. */
function scriptKib({ audits }: Result): number {
  const details = audits['network-requests']?.details;
  const items = details?.type === 'table' ? details.items : [];
  const bytes = items
    .filter(({ resourceType }) => resourceType === 'Script')
    .map(({ transferSize }) => Number(transferSize));
  return Math.round(bytes.reduce((sum, size) => sum + size, 0) / KIB);
}

/** One line for each row, its columns under each other. */
function table(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name])))];
  return `${lines.map((cells) => cells.map((cell) => cell.padEnd(14)).join('')).join('\n')}\n`;
}
