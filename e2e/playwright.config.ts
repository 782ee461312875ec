import { defineConfig } from '@playwright/test';

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  projects: [
    { name: 'journeys', testDir: './journeys' },
    // Builds, and so replaces what a running stack runs from: each project has a worker of its own.
    { name: 'commands', testDir: './commands' },
  ],
  globalSetup: './setup.ts',
  outputDir: './test-results',
  // Each has a stack and a database of its own, in which its journeys take turns.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  // `npm test` names a file for the report that it counts the tests by.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : [['list']],
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'light',
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 10_000,
    // `--trace retain-on-failure` shows one that fails step by step; all of them take much longer with it.
    trace: 'off',
    launchOptions: {
      executablePath: process.env['HALYARD_CHROMIUM'],
      args: [
        // Chromium's sandbox does not work for root.
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-dev-shm-usage',
      ],
    },
  },
});
