import type { SigningKeys } from './signing-keys.ts';

/** A compact JWS (RFC 7515) over JSON, by Ed25519 (RFC 8037). `typ` says what it is, so that no other passes for it. */
export function toJws(keys: SigningKeys, typ: string, payload: object): string {
  const header = { alg: 'EdDSA', kid: keys.kid, typ };
  const content = [header, payload].map((part) => encoded(JSON.stringify(part))).join('.');
  return `${content}.${keys.sign(Buffer.from(content))}`;
}

/** The payload of a JWS of ours; undefined for anything else, whatever is wrong with it. */
export function fromJws(keys: SigningKeys, typ: string, jws: string): unknown {
  const [header = '', payload = '', signature = '', ...more] = jws.split('.');
  const said = parsed(header);
  if (said === undefined || more.length > 0) return undefined;
  const { alg, kid, typ: named } = said as { alg?: unknown; kid?: unknown; typ?: unknown };
  if (alg !== 'EdDSA' || named !== typ || typeof kid !== 'string') return undefined;
  const isGenuine = keys.isGenuine(kid, () => Buffer.from(`${header}.${payload}`), signature);
  return isGenuine ? parsed(payload) : undefined;
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function parsed(part: string): object | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
