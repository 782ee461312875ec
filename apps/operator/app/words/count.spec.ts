import { countWords } from './count';

it('counts as people do', () => {
  expect(countWords(0, 'flag')).toBe('no flags');
  expect(countWords(1, 'person', 'people')).toBe('1 person');
  expect(countWords(12_000, 'person', 'people')).toBe('12,000 people');
});
