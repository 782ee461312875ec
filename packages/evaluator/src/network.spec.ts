import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { isInside, parseAddress, parseNetwork } from './network.ts';

function holds(text: string, cidr: string): boolean {
  const [address, network] = [parseAddress(text), parseNetwork(cidr)];
  if (address === undefined || network === undefined) throw new Error(`${text} in ${cidr}?`);
  return isInside(address, network);
}

describe('a network', () => {
  it('holds what node:net says it holds', () => {
    const near = fc.tuple(
      fc.ipV4(),
      fc.integer({ min: 0, max: 32 }),
      fc.ipV4(),
      fc.constant('ipv4' as const),
    );
    const near6 = fc.tuple(
      fc.ipV6(),
      fc.integer({ min: 0, max: 128 }),
      fc.ipV6(),
      fc.constant('ipv6' as const),
    );
    fc.assert(
      fc.property(
        fc.oneof(near, near6),
        fc.boolean(),
        ([network, prefix, other, family], itself) => {
          const address = itself ? network : other;
          const list = new BlockList();
          list.addSubnet(network, prefix, family);
          expect(holds(address, `${network}/${prefix}`)).toBe(list.check(address, family));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('ends where its prefix ends, at any bit', () => {
    expect(holds('10.0.0.127', '10.0.0.0/25')).toBe(true);
    expect(holds('10.0.0.128', '10.0.0.0/25')).toBe(false);
    expect(holds('255.255.255.255', '128.0.0.0/1')).toBe(true);
    expect(holds('127.255.255.255', '128.0.0.0/1')).toBe(false);
    expect(holds('2001:db8:0:8000::', '2001:db8::/48')).toBe(true);
    expect(holds('2001:db8:0:8000::', '2001:db8::/49')).toBe(false);
    expect(holds('203.0.113.9', '0.0.0.0/0')).toBe(true);
    expect(holds('203.0.113.9', '203.0.113.9')).toBe(true);
  });

  it('ignores host bits', () => {
    expect(holds('172.31.9.9', '172.16.5.4/12')).toBe(true);
    expect(holds('2001:db8::9', '2001:db8::7/64')).toBe(true);
  });

  it('never mixes the families: an IPv4-mapped address is IPv6', () => {
    expect(holds('::ffff:10.0.0.1', '10.0.0.0/8')).toBe(false);
    expect(holds('10.0.0.1', '::ffff:10.0.0.0/104')).toBe(false);
    expect(holds('::ffff:10.0.0.1', '::ffff:10.0.0.0/104')).toBe(true);
    expect(holds('10.0.0.1', '::/0')).toBe(false);
    expect(holds('::1', '0.0.0.0/0')).toBe(false);
  });

  it.each([
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/',
    '10.0.0.0/08',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0.0/8 ',
    '/8',
    '10.0.0/8',
    '10.0.0.0/1e1',
    '10.0.0.0/+8',
    '',
    '*',
  ])('is not %j', (text) => {
    expect(parseNetwork(text)).toBeUndefined();
  });
});

describe('an address', () => {
  it.each([
    '010.0.0.1',
    '10.0.0.01',
    '10.0.0.256',
    '10.0.0',
    '10.0.0.1.1',
    '10.0.0.1.',
    '.10.0.0.1',
    '1e1.0.0.1',
    '0x0a.0.0.1',
    '167772161',
    '10.0.0.1 ',
    '10.0.0.1\n',
    '10.0.0.-1',
    '',
    ':',
    ':::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '1:2:3:4:5:6:7:8::',
    '::1:2:3:4:5:6:7:8',
    '12345::',
    'g::',
    'fe80::1%eth0',
    '::10.0.0.01',
    '::10.0.0',
    '10.0.0.1::',
    '::10.0.0.1:1',
    '[::1]',
    ':1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:',
    '1:2:3:4:5:6:7:1.2.3.4',
    '::1 ',
    '1.2.3.4:80',
  ])('is not %j', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it.each([
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
    ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
    ['::1.2.3.4', '0:0:0:0:0:0:102:304'],
    ['2001:DB8::ABcd', '2001:0db8:0:0:0:0:0:abcd'],
    ['::', '0:0:0:0:0:0:0:0'],
  ])('%s is %s', (short, long) => {
    expect(parseAddress(short)).toEqual(parseAddress(long));
    expect(parseAddress(long)).toHaveLength(4);
  });

  it('is one wherever node:net finds one, but for zones', () => {
    const pieces = fc.constantFrom(
      ':',
      '::',
      '.',
      '0',
      '1',
      '00',
      '255',
      '256',
      'ab',
      'fffff',
      '10.0.0.1',
      '/',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 10 }), (parts) => {
        const text = parts.join('');
        expect(parseAddress(text) !== undefined).toBe(isIP(text) !== 0);
      }),
      { numRuns: 5000 },
    );
  });
});
