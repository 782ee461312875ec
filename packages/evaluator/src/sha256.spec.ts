import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sha256FirstWord, sha256Prefix } from './sha256.ts';

const expected = (text: string) =>
  createHash('sha256').update(text, 'utf8').digest().readUInt32BE(0);

const prefix = (text: string) =>
  createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 24);

describe('the first word of a SHA-256', () => {
  it('is what node:crypto says, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(sha256FirstWord(text)).toBe(expected(text));
        expect(sha256Prefix(text)).toBe(prefix(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('is what node:crypto says at every length around a block', () => {
    for (let length = 0; length <= 200; length++) {
      expect(sha256FirstWord('x'.repeat(length))).toBe(expected('x'.repeat(length)));
      expect(sha256FirstWord('é'.repeat(length))).toBe(expected('é'.repeat(length)));
    }
  });

  it('takes a lone surrogate for U+FFFD, as UTF-8 encoders do', () => {
    for (const text of ['\ud800', 'a\udc00b', '\ud83d\ud83d\ude00', 'x\ud83d']) {
      expect(sha256FirstWord(text)).toBe(expected(text));
    }
  });

  it('is right for a text of a megabyte', () => {
    const text = 'halyard ☃ '.repeat(100_000);
    expect(sha256FirstWord(text)).toBe(expected(text));
  });
});
