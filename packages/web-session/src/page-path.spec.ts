import { isPagePath } from './page-path.ts';

it.each([
  '/',
  '/flags',
  '/flags?flag=cases.runtime_v1',
  '/flags/cases.runtime_v1',
  '/apiary',
  '/auth/error',
])('takes %s for a page', (path) => expect(isPagePath(path)).toBe(true));

it.each([
  '/_nuxt/entry.js',
  '/favicon.svg?v=2',
  '/robots.txt',
  '/api/flags/evaluate',
  '/auth/login?returnTo=/',
])('leaves %s to itself', (path) => expect(isPagePath(path)).toBe(false));
