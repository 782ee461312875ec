import { defineConfig } from '@playwright/test';
import journeys from './playwright.config.ts';

/** `npm run screenshots -w e2e`: pictures of every page, to look at. */
export default defineConfig({
  ...journeys,
  projects: [{ name: 'screenshots', testDir: './pictures', testMatch: '*.ts' }],
  timeout: 300_000,
});
