import { defineConfig } from '@playwright/test';
import journeys from './playwright.config.ts';

/** `npm run lighthouse -w e2e`: what Lighthouse thinks of the console's pages. Wants a quiet machine. */
export default defineConfig({
  ...journeys,
  projects: [{ name: 'lighthouse', testDir: './lighthouse', testMatch: '*.ts' }],
});
