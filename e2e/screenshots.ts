import type { Page } from '@playwright/test';
import { fileRequest } from './people/operator.ts';
import { expect, test } from './people/test.ts';
import { Api } from './stack/api.ts';
import type { Stack } from './stack/stack.ts';

const FLAG = 'new_billing_v2';
const WIDTHS = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } } as const;

for (const width of ['wide', 'narrow'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${width} ${colorScheme}`, () => {
      test.beforeEach(({ stack }) => someHistory(stack));

      /** `screenshots/console-flags-wide-light.png`, as tall as the window. */
      async function picture(page: Page, name: string): Promise<void> {
        await page.setViewportSize(WIDTHS[width]);
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await expect(page.locator(`html.${colorScheme}`)).toBeAttached();
        await page.screenshot({
          path: `screenshots/${name}-${width}-${colorScheme}.png`,
          animations: 'disabled',
        });
      }

      test('the console', async ({ operator }) => {
        const ada = await operator('ada');
        const { page } = ada;
        await expect(ada.row(FLAG)).toContainText('Targeted');
        await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
        await picture(page, 'console-flags');

        const panel = await ada.openFlag(FLAG);
        await panel.addTenant('acme');
        await panel.root.getByText('Scope', { exact: true }).click();
        await panel.root
          .getByRole('textbox', { name: 'Reason for the change' })
          .fill('Acme asked for the forecast');
        await picture(page, 'console-panel');
        await panel.root.getByRole('button', { name: 'Discard' }).click();
        await panel.openTab('History');
        await expect(panel.entry('created the flag')).toBeVisible();
        await picture(page, 'console-history');
        await panel.openTab('Details');
        await picture(page, 'console-details');
        await panel.openTab('Exposures');
        await expect(panel.root.getByRole('img', { name: /evaluations/ })).toBeVisible();
        await picture(page, 'console-exposures');
        await panel.root.getByRole('button', { name: 'Table' }).click();
        await picture(page, 'console-exposures-table');
        await panel.kill.click();
        await ada
          .dialog(`Kill ${FLAG}`)
          .getByRole('textbox', { name: 'Reason' })
          .fill('The totals are wrong');
        await picture(page, 'console-kill');
        await page.keyboard.press('Escape');
        await panel.close();

        const experiment = await ada.openFlag('layout_test');
        await experiment.openTab('Exposures');
        await experiment.root.getByRole('radio', { name: '7 days' }).check();
        await expect(experiment.root.getByRole('img', { name: /the last 7 days/ })).toBeVisible();
        await experiment.root.getByRole('img', { name: /evaluations/ }).hover();
        await picture(page, 'console-exposures-week');
        await experiment.close();
        const unused = await ada.openFlag('gdpr_export');
        await unused.openTab('Exposures');
        await expect(unused.root.getByText(/^No evaluations/)).toBeVisible();
        await picture(page, 'console-exposures-none');
        await unused.close();
        for (const key of ['dashboard.runtime_v1', 'shadow_read_projects', 'layout_test']) {
          const other = await ada.openFlag(key);
          await picture(page, `console-panel-${key}`);
          await other.close();
        }
        await ada.newFlag.click();
        await expect(ada.dialog('New flag')).toBeVisible();
        await picture(page, 'console-new-flag');
        await ada.goTo('/flags?q=nothing-like-it');
        await expect(page.getByRole('table')).toBeHidden();
        await picture(page, 'console-no-match');
        await ada.goTo('/flags?env=staging');
        await expect(ada.row(FLAG)).toBeVisible();
        await picture(page, 'console-staging');
      });

      test('approvals, overrides and the audit trail', async ({ operator }) => {
        const ada = await operator('ada');
        const { page } = ada;
        const panel = await ada.openFlag('magic_canvas_gpu');
        await panel.openTab('Overrides');
        await picture(page, 'console-overrides');
        await panel.root.getByRole('button', { name: 'Add override' }).click();
        await expect(ada.dialog('Add override')).toBeVisible();
        await picture(page, 'console-override');
        await page.keyboard.press('Escape');
        await panel.openTab('Targeting');
        await panel.choose('On');
        await panel.root.getByRole('button', { name: 'Request approval' }).click();
        await expect(ada.dialog('Request approval')).toBeVisible();
        await picture(page, 'console-request');
        const ref = await fileRequest(page, 'Measured on every device we support');
        await ada.openRequest(ref);
        await picture(page, 'console-own-request');
        await ada.goTo('/audit');
        await page.getByRole('button', { name: 'Verify platform' }).click();
        await expect(page.getByText('The chain of platform holds')).toBeVisible();
        await picture(page, 'console-audit');

        const marco = await operator('marco');
        await marco.goTo('/approvals');
        await expect(marco.page.getByRole('link', { name: ref })).toBeVisible();
        await picture(marco.page, 'console-approvals');
        await marco.openRequest(ref);
        await picture(marco.page, 'console-review');
      });

      test('the console for a viewer', async ({ operator }) => {
        const vera = await operator('vera');
        await vera.openFlag(FLAG);
        await picture(vera.page, 'console-viewer');
      });

      test('the portal', async ({ tenantUser }) => {
        for (const [sub, billing] of [
          ['user@98chimp', 'new'],
          ['user@loomi', 'classic'],
        ] as const) {
          const user = await tenantUser(sub);
          const { page } = user;
          for (const [name, path] of [
            ['home', '/'],
            ['cases', '/cases'],
            ['billing', '/billing'],
          ] as const) {
            await user.goTo(path);
            await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
            await picture(page, `portal-${name}-${billing}`);
          }
          await user.goTo('/cases');
          await page.getByRole('table').getByRole('link').first().click();
          await expect(page.getByRole('dialog')).toBeVisible();
          await picture(page, `portal-case-${billing}`);
        }
      });

      test('those who are not signed in', async ({ aBrowser, stack }) => {
        const page = await aBrowser();
        for (const name of ['console', 'portal'] as const) {
          await page.goto(stack.urls[name]);
          await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
          await picture(page, `${name}-signed-out`);
          await page.getByRole('button', { name: 'Sign in' }).click();
          await expect(page.getByRole('list', { name: 'People' })).toBeVisible();
          await page.setViewportSize(WIDTHS[width]);
          await page.screenshot({
            path: `screenshots/identity-${name}-${width}-${colorScheme}.png`,
          });
          await page.goto(`${stack.urls[name]}/auth/error?reason=denied`);
          await picture(page, `${name}-sign-in-error`);
        }
      });
    });
  }
}

/** Flags in every state, by several people. */
async function someHistory({ api, urls }: Stack): Promise<void> {
  const shahin = new Api(urls, 'shahin');
  const olga = new Api(urls, 'olga');
  await shahin.configure(FLAG, {
    state: 'targeted',
    scope: { tenantSlugs: ['98chimp'] },
    rationale: 'First customer',
  });
  await shahin.configure('dashboard.runtime_v1', {
    state: 'rollout',
    scope: { plans: ['pro', 'enterprise'] },
    rollout: { percentage: 25, bucketBy: 'user' },
    rationale: 'A quarter first',
  });
  await api.configure('gdpr_export', { state: 'on', rationale: 'Promised for November' });
  await shahin.configure('layout_test', {
    state: 'on',
    serve: {
      split: [
        { variant: 'control', weight: 50 },
        { variant: 'cards', weight: 25 },
        { variant: 'list', weight: 25 },
      ],
      bucketBy: 'user',
    },
  });
  await api.expose(FLAG, { on: 140, off: 410 });
  await api.expose('layout_test', { control: 300, cards: 160, list: 150 }, 6);
  await olga.act('shadow_read_projects', 'kill', 'The new store times out');
}
