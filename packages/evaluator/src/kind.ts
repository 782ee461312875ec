import { RE2JS } from 're2js';
import { parseInstant } from './instant.ts';
import { parseAddress, parseNetwork, type Address, type Network } from './network.ts';
import type { Place } from './place.ts';
import { parseVersion, type Version } from './semver.ts';

/** What an operator compares: an attribute's value (undefined where it is of another kind) with a condition's value. */
export interface Kind<Actual, Expected = Actual> {
  readonly actual: (value: unknown) => Actual | undefined;
  readonly expected: (place: Place) => Expected;
}

export const text: Kind<string> = {
  actual: (value) => (typeof value === 'string' ? value : undefined),
  expected: (place) => place.string(),
};

export const number: Kind<number> = {
  actual: (value) => (typeof value === 'number' ? value : undefined),
  expected: (place) => place.number(),
};

export const instant: Kind<number> = {
  actual: (value) => (typeof value === 'string' ? parseInstant(value) : number.actual(value)),
  expected: (place) =>
    typeof place.value === 'number' ? place.number() : (parsed(place, parseInstant, INSTANT) ?? 0),
};

const INSTANT = 'an RFC 3339 instant with an offset, or milliseconds since the epoch';

export const version: Kind<Version> = {
  actual: (value) => (typeof value === 'string' ? parseVersion(value) : undefined),
  expected: (place) => parsed(place, parseVersion, 'a SemVer 2.0 version') ?? NO_VERSION,
};

const NO_VERSION: Version = { core: [], prerelease: [] };

export const scalar: Kind<unknown> = {
  actual: (value) => value,
  expected: (place) => {
    if (typeof place.value === 'string' || typeof place.value === 'boolean') return place.value;
    if (typeof place.value === 'number') return place.number();
    place.refuse('wrong_type', 'must be a string, a number, true or false');
    return undefined;
  },
};

export const pattern: Kind<string, RE2JS> = {
  actual: text.actual,
  expected: (place) => {
    const expression = place.string();
    try {
      return RE2JS.compile(expression);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      place.refuse('value_invalid', `must be a regular expression in RE2 syntax: ${reason}`);
      return RE2JS.compile('');
    }
  },
};

export const address: Kind<Address, Network> = {
  actual: (value) => (typeof value === 'string' ? parseAddress(value) : undefined),
  expected: (place) =>
    parsed(place, parseNetwork, 'an IP address, or a network in CIDR form') ?? NOWHERE,
};

const NOWHERE: Network = { address: [], prefix: 0 };

function parsed<T>(
  place: Place,
  parse: (text: string) => T | undefined,
  what: string,
): T | undefined {
  const read = typeof place.value === 'string' ? parse(place.value) : undefined;
  if (read === undefined) place.refuse('value_invalid', `must be ${what}`);
  return read;
}
