import type { Page } from '@playwright/test';
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../people/accessible.ts';
import { goTo } from '../people/hydrated.ts';
import { call } from '../people/in-page.ts';
import type { Operator } from '../people/operator.ts';
import { expect, test } from '../people/test.ts';

const aKey = () => `audited_${randomUUID().slice(0, 8)}`;
const entries = (page: Page) => page.getByRole('list', { name: 'Audit trail' }).locator('> li');

/** Goes to the trail, and waits until it is there: what the server renders does not listen yet. */
async function goToTrail(somebody: Operator, query = ''): Promise<void> {
  await somebody.goTo(`/audit${query}`);
  await expect(entries(somebody.page)).not.toHaveCount(0);
}

/** Someone makes a flag, and turns it on in staging. */
async function makeFlag({ page }: Operator, key: string): Promise<void> {
  await call(page, 'POST', '/api/admin/flags', { key });
  await configure(page, key, 'on', 'Tried by everybody');
}

async function configure(page: Page, key: string, state: string, rationale: string) {
  const path = `/api/admin/flags/${key}/environments/staging`;
  await call(page, 'PATCH', path, { state, rationale });
}

test('finds who changed what, and opens the entry by a link that others can use', async ({
  operator,
}) => {
  const key = aKey();
  await makeFlag(await operator('shahin'), key);
  const ada = await operator('ada');
  const { page } = ada;
  await goToTrail(ada, `?key=${key}`);
  await expect(entries(page)).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Action' }).click();
  await page.getByRole('option', { name: 'Targeting changed' }).click();
  await expect(entries(page)).toHaveCount(1);
  await expect(page).toHaveURL(/action=flag\.configure/);

  await entries(page)
    .getByRole('link', { name: /^Shahin/ })
    .click();
  const entry = ada.dialog(/^Shahin/);
  await expect(entry.getByRole('region', { name: 'What changed' })).toContainText('State');
  await expect(entry.getByRole('region', { name: 'Why' })).toContainText('Tried by everybody');
  await expect(entry.getByRole('region', { name: 'Seal' })).toContainText(/[0-9a-f]{64}/);
  await expectAccessible(page);

  const link = page.url();
  await goTo(page, link);
  await expect(entry.getByRole('region', { name: 'Why' })).toContainText('Tried by everybody');
  await page.keyboard.press('Escape');
  await expect(entry).toBeHidden();
  await page.getByRole('button', { name: `Remove the filter Flag ${key}` }).click();
  await page.getByRole('searchbox', { name: 'Search the trail' }).fill('tried by EVERY');
  await expect(page).toHaveURL(/q=tried/);
  await expect(entries(page).first()).toContainText('Tried by everybody');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).not.toHaveURL(/action=|q=/);
  await expectAccessible(page);
});

test('follows what others do, and waits while one reads', async ({ operator }) => {
  const key = aKey();
  const shahin = await operator('shahin');
  await makeFlag(shahin, key);
  const ada = await operator('ada');
  const { page } = ada;
  await goToTrail(ada);
  await page.getByRole('switch', { name: 'Follow' }).click();
  await expect(page.getByText('Following', { exact: true })).toBeVisible();
  const newest = entries(page).first();

  await configure(shahin.page, key, 'off', 'Seen at once');
  await expect(newest).toContainText('Seen at once');
  await expect(page.getByRole('status', { name: 'New entries' })).toHaveText('1 new entry');

  await page.getByRole('main').evaluate((main) => main.scrollTo({ top: 600 }));
  await configure(shahin.page, key, 'on', 'Not in the way');
  const waiting = page.getByRole('button', { name: '1 new entry' });
  await expect(waiting).toBeVisible();
  await expect(newest).toContainText('Seen at once');
  await waiting.click();
  await expect(newest).toContainText('Not in the way');
  await expect(newest).toBeInViewport();
});

test('verifies a chain, shows how far it is, and can be stopped', async ({ operator }) => {
  const ada = await operator('ada');
  const { page } = ada;
  await holdBack(page);
  await goToTrail(ada);
  await page.getByRole('button', { name: 'Verify platform' }).click();
  await expect(page.getByRole('progressbar', { name: 'Verifying platform' })).toBeVisible();
  await expect(page.getByText(/^1 of \d+ entries hold so far$/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('progressbar')).toBeHidden();

  await page.getByRole('button', { name: 'Verify platform' }).click();
  await expect(page.getByText(/^1 of \d+ entries hold so far$/)).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event('go-on')));
  await expect(page.getByText('The chain of platform holds')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Integrity' })).toContainText(
    'verified here just now by Ada',
  );

  await page.getByRole('button', { name: 'All chains' }).click();
  const chains = ada.dialog('All chains');
  await expect(chains.getByRole('listitem').filter({ hasText: 'platform' })).toContainText('holds');
  await expectAccessible(page);
});

test('says which entry breaks a chain, and what to do', async ({ operator }) => {
  const ada = await operator('ada');
  const { page } = ada;
  const firstBroken = { seq: 2, id: 'aud_x', reason: 'edited', detail: 'Entry 2 was edited' };
  const verdict = { stream: 'platform', valid: false, entries: 9, head: null, firstBroken };
  // No test has a database of its own to break: the API's own tests do.
  await page.route('**/api/admin/audit/verify?*', (route) =>
    route.fulfill({ contentType: 'application/x-ndjson', body: `${JSON.stringify(verdict)}\n` }),
  );
  await goToTrail(ada);
  await page.getByRole('button', { name: 'Verify platform' }).click();
  const broken = page.getByRole('status', { name: 'Verdict' });
  await expect(broken).toContainText('entry 2 was changed after it was written');
  await expect(broken).toContainText('Compare it with an export');
  await expectAccessible(page);
  await broken.getByRole('link', { name: 'Open the entry' }).click();
  await expect(page.getByRole('region', { name: 'Seal' })).toContainText('Entry 2 of platform');
});

test('exports what one can verify without us', async ({ operator }) => {
  const ada = await operator('ada');
  const { page } = ada;
  await goToTrail(ada, '?stream=platform');
  await page.getByRole('button', { name: 'Export' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Entries that match' }).click();
  const lines = (await readFile(await (await downloading).path(), 'utf8')).trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(10);
  let last = '0'.repeat(64);
  for (const [index, line] of lines.entries()) {
    // A line is canonical JSON as it stands: its names are in order.
    const { hash, ...content } = JSON.parse(line) as Record<string, unknown>;
    expect(content).toMatchObject({ stream: 'platform', seq: index + 1, prevHash: last });
    expect(createHash('sha256').update(JSON.stringify(content)).digest('hex')).toBe(hash);
    last = String(hash);
  }

  await page.getByRole('button', { name: 'Export' }).click();
  const signing = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Signed head of platform' }).click();
  const head = JSON.parse(await readFile(await (await signing).path(), 'utf8')) as object;
  expect(head).toMatchObject({
    stream: 'platform',
    signature: expect.stringMatching(/^[\w-]{86}$/),
  });
});

test('is locked, and says why, for those who may not read it', async ({ operator }) => {
  const vera = await operator('vera');
  await vera.goTo('/audit');
  await expect(vera.page.getByText('You may not see: Audit')).toBeVisible();
  await expect(
    vera.page.getByText('Your role does not let you read the audit trail'),
  ).toBeVisible();
  await expectAccessible(vera.page);
});

/** A verification of which one hears the beginning, and the rest on `go-on`: real chains are too short. */
async function holdBack(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { fetch } = window;
    window.fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (!response.url.includes('/audit/verify')) return response;
      const text = await response.text();
      const { entries } = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as {
        entries: number;
      };
      const encoder = new TextEncoder();
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(encoder.encode(`${JSON.stringify({ checked: 1, entries })}\n`));
          init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
          addEventListener(
            'go-on',
            () => {
              controller.enqueue(encoder.encode(text));
              controller.close();
            },
            { once: true },
          );
        },
      });
      return new Response(body, { status: response.status });
    };
  });
}
