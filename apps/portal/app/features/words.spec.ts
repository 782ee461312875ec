import type { FeatureResponse } from '@halyard/contracts';
import { audienceWords, failureWords, pilotWords } from './words';

const aFeature = (more: Partial<FeatureResponse> = {}): FeatureResponse => ({
  name: 'New billing',
  description: '',
  audience: 'everyone',
  percentage: null,
  people: null,
  pilot: false,
  since: '2026-11-21T09:00:00.000Z',
  until: null,
  ...more,
});

it.each([
  [{}, 'For everyone'],
  [{ audience: 'share', percentage: 12.5 }, 'For 12.5 % of your people'],
  [{ audience: 'people', people: 1 }, 'For one person'],
  [{ audience: 'people', people: 4 }, 'For 4 people'],
] as const)('says whom %j is for', (more, words) => {
  expect(audienceWords(aFeature(more))).toBe(words);
});

it('says that it is a pilot, and until when', () => {
  expect(pilotWords(aFeature())).toBeUndefined();
  expect(pilotWords(aFeature({ pilot: true }))).toBe('Pilot');
  expect(pilotWords(aFeature({ pilot: true, until: '2026-12-03T09:00:00.000Z' }))).toBe(
    'Pilot until Dec 3, 2026',
  );
});

it('says what to do where nothing came', () => {
  expect(failureWords({ statusCode: 403 })).toContain('Your role');
  expect(failureWords(new Error('fetch failed'))).toContain('Check your connection');
});
