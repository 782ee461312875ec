/* eslint-disable @typescript-eslint/no-non-null-assertion -- every index is into an array of a fixed length */
/**
 * The beginning of a text's SHA-256 (FIPS 180-4): a bucket takes its first word, a digest its first three.
 *
 * Written out because it is nearly the whole cost of a rollout: for messages of this size it takes about a quarter of
 * the time of @noble/hashes and is level with node:crypto, and it runs in browsers, where the built-in digest is
 * asynchronous.
 * A property test holds it to node:crypto.
 */

/** Fractional parts of the cube roots of the first 64 primes, and of the square roots of the first 8. */
const ROUND = new Int32Array(64);
const INITIAL = new Int32Array(8);
for (let candidate = 2, found = 0; found < 64; candidate++) {
  if (!isPrime(candidate)) continue;
  if (found < 8) INITIAL[found] = fractionBits(Math.sqrt(candidate));
  ROUND[found++] = fractionBits(Math.cbrt(candidate));
}

function isPrime(candidate: number): boolean {
  for (let divisor = 2; divisor * divisor <= candidate; divisor++) {
    if (candidate % divisor === 0) return false;
  }
  return true;
}

function fractionBits(root: number): number {
  return ((root % 1) * 2 ** 32) | 0;
}

// Kept between calls, so that hashing allocates nothing. Nothing in here can call back into it.
const schedule = new Int32Array(64);
const state = new Int32Array(8);
let length = 0;

/** The first four bytes of the SHA-256 of the text's UTF-8, big-endian and unsigned. A lone surrogate counts as U+FFFD. */
export function sha256FirstWord(text: string): number {
  hash(text);
  return state[0]! >>> 0;
}

/** The first 12 bytes of the SHA-256 of the text's UTF-8, in hexadecimal. */
export function sha256Prefix(text: string): string {
  hash(text);
  return hex(state[0]!) + hex(state[1]!) + hex(state[2]!);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}

function hash(text: string): void {
  state.set(INITIAL);
  length = 0;
  for (let index = 0; index < text.length; index++) {
    let code = text.charCodeAt(index);
    if (code < 0x80) {
      append(code);
      continue;
    }
    if (code >= 0xd800 && code < 0xe000) {
      code = text.codePointAt(index)!;
      if (code > 0xffff) index++;
      else code = 0xfffd;
    }
    appendEncoded(code);
  }
  finish();
}

function appendEncoded(code: number): void {
  if (code < 0x800) {
    append(0xc0 | (code >> 6));
  } else {
    if (code < 0x10000) {
      append(0xe0 | (code >> 12));
    } else {
      append(0xf0 | (code >> 18));
      append(0x80 | ((code >> 12) & 0x3f));
    }
    append(0x80 | ((code >> 6) & 0x3f));
  }
  append(0x80 | (code & 0x3f));
}

function append(byte: number): void {
  const at = length & 63;
  schedule[at >> 2]! |= byte << (24 - ((at & 3) << 3));
  length++;
  if (at === 63) compress();
}

function finish(): void {
  const bytes = length;
  append(0x80);
  // The length takes the block's last 8 bytes; where they are taken, it goes into a block of its own.
  if ((length & 63) > 56) compress();
  schedule[14] = Math.floor(bytes / 2 ** 29);
  schedule[15] = bytes << 3;
  compress();
}

function compress(): void {
  for (let i = 16; i < 64; i++) {
    const x = schedule[i - 15]!;
    const y = schedule[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    schedule[i] = schedule[i - 16]! + s0 + schedule[i - 7]! + s1;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[i]! + schedule[i]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
  schedule.fill(0, 0, 16); // bytes are or-ed into the next block
}
