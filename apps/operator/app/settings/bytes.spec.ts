import { sizeWords } from './bytes';

it('says a size in the unit that suits it', () => {
  expect(sizeWords(0)).toBe('0 bytes');
  expect(sizeWords(1023)).toBe('1,023 bytes');
  expect(sizeWords(1024)).toBe('1 KiB');
  expect(sizeWords(12_600)).toBe('12.3 KiB');
  expect(sizeWords(5 * 1024 * 1024)).toBe('5 MiB');
});
