/** An IPv4 address as one 32-bit word, or an IPv6 address as four: families never compare equal. */
export type Address = readonly number[];

export interface Network {
  readonly address: Address;
  readonly prefix: number;
}

const OCTET = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-fA-F]{1,4}$/;
const PREFIX = /^(?:0|[1-9]\d{0,2})$/;

/** An address in its usual forms (RFC 4291 for IPv6, without a zone), or undefined. Octets have no leading zeros. */
export function parseAddress(text: string): Address | undefined {
  if (!text.includes(':')) {
    const word = parseOctets(text);
    return word === undefined ? undefined : [word];
  }
  return parseIpv6(text);
}

/** A network in CIDR form, whose host bits are ignored, or a single address; or undefined. */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const bits = address.length * 32;
  if (slash === -1) return { address, prefix: bits };
  const prefix = text.slice(slash + 1);
  return PREFIX.test(prefix) && Number(prefix) <= bits
    ? { address, prefix: Number(prefix) }
    : undefined;
}

export function isInside(address: Address, network: Network): boolean {
  if (address.length !== network.address.length) return false;
  for (let word = 0, bits = network.prefix; bits > 0; word++, bits -= 32) {
    const hostBits = bits >= 32 ? 0 : 32 - bits;
    if (((address[word] ?? 0) ^ (network.address[word] ?? 0)) >>> hostBits !== 0) return false;
  }
  return true;
}

function parseOctets(text: string): number | undefined {
  const octets = text.split('.', 5);
  if (octets.length !== 4) return undefined;
  let word = 0;
  for (const octet of octets) {
    const value = OCTET.test(octet) ? Number(octet) : 256;
    if (value > 255) return undefined;
    word = (word << 8) | value;
  }
  return word;
}

function parseIpv6(text: string): Address | undefined {
  const halves = text.split('::', 3);
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => parseGroups(half, index === halves.length - 1));
  if (head === undefined) return undefined;
  if (halves.length === 1) return head.length === 8 ? words(head) : undefined;
  if (tail === undefined || head.length + tail.length > 7) return undefined; // '::' is at least one group
  return words([...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail]);
}

/** 16-bit groups; only the end of an address may be written as octets. */
function parseGroups(text: string, atEnd: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':', 9);
  for (const [index, part] of parts.entries()) {
    if (GROUP.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    const octets = atEnd && index === parts.length - 1 ? parseOctets(part) : undefined;
    if (octets === undefined) return undefined;
    groups.push(octets >>> 16, octets & 0xffff);
  }
  return groups;
}

function words(groups: readonly number[]): Address {
  const pair = (index: number) => ((groups[index] ?? 0) << 16) | (groups[index + 1] ?? 0);
  return [pair(0), pair(2), pair(4), pair(6)];
}
