import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';

/** The content codings that an answer may have, the best one first. */
export const CODINGS = ['zstd', 'br', 'gzip'] as const;
export type Coding = (typeof CODINGS)[number];

const COMPRESS: Readonly<Record<Coding, (bytes: Buffer) => Promise<Buffer>>> = {
  zstd: promisify(zstdCompress),
  // The best that brotli can do takes a hundred times as long as nearly the best.
  br: (bytes) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: promisify(gzip),
};

/** A ruleset as it is downloaded: signed once and compressed once, however many ask for it. */
export class SignedRuleset {
  readonly #bytes: Buffer;
  readonly #compressed = new Map<Coding, Promise<Buffer>>();

  constructor(
    readonly etag: string,
    jws: string,
  ) {
    this.#bytes = Buffer.from(jws);
  }

  get size(): number {
    return this.#bytes.length;
  }

  in(coding: Coding | 'identity'): Promise<Buffer> {
    if (coding === 'identity') return Promise.resolve(this.#bytes);
    const compressed = this.#compressed.get(coding) ?? COMPRESS[coding](this.#bytes);
    this.#compressed.set(coding, compressed);
    return compressed;
  }
}
