import type { Context, Middleware } from 'koa';
import type { IssuedToken, TokenOverrides } from './access-token.ts';
import { findPerson, PEOPLE, type Person } from './people.ts';
import { textBody } from './request-body.ts';

const LONGEST_SECONDS = 7 * 24 * 60 * 60;

type Issue = (person: Person, overrides: TokenOverrides) => Promise<IssuedToken>;

interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** `POST /dev/token {"sub": "shahin"}`: an access token for a script, without a browser. */
export function devToken(issue: Issue): Middleware {
  return async (context, next) => {
    if (context.path !== '/dev/token') return next();
    context.set('cache-control', 'no-store');
    if (context.method !== 'POST') {
      context.set('allow', 'POST');
      return problem(context, 405, 'method_not_allowed', 'Send a POST with {"sub": "shahin"}.');
    }
    const body = parsed(await textBody(context.req));
    const faults = faultsOf(body);
    if (faults.length > 0) {
      const detail = faults.map((fault) => `${fault.pointer} ${fault.detail}`.trim()).join('; ');
      return problem(context, 400, 'validation_error', detail, { errors: faults });
    }
    const { sub, expiresIn } = body as { sub: string; expiresIn?: number };
    const person = findPerson(sub);
    if (!person) {
      const people = PEOPLE.map((each) => each.sub);
      const detail = `There is no "${sub}". There are ${people.join(', ')}.`;
      return problem(context, 404, 'not_found', detail, { people });
    }
    const issued = await issue(person, expiresIn === undefined ? {} : { expiresIn });
    context.body = {
      access_token: issued.accessToken,
      token_type: 'Bearer',
      expires_in: issued.expiresIn,
    };
  };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function faultsOf(body: unknown): readonly Fault[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return [{ pointer: '', detail: 'the body has to be a JSON object such as {"sub": "shahin"}' }];
  }
  const { sub, expiresIn, ...others } = body as Record<string, unknown>;
  const faults: Fault[] = [];
  if (typeof sub !== 'string' || sub === '') {
    faults.push({ pointer: '/sub', detail: 'has to say who, as a string' });
  }
  if (expiresIn !== undefined && !isSeconds(expiresIn)) {
    const detail = `has to be a whole number of seconds from 1 to ${LONGEST_SECONDS}`;
    faults.push({ pointer: '/expiresIn', detail });
  }
  for (const name of Object.keys(others)) {
    // As RFC 6901 writes a name.
    const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    faults.push({ pointer, detail: 'is not known; there are sub and expiresIn' });
  }
  return faults;
}

function isSeconds(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= LONGEST_SECONDS;
}

const TITLES = {
  validation_error: 'The request is not valid',
  not_found: 'Nobody by that name',
  method_not_allowed: 'Only POST works here',
} as const;

function problem(
  context: Context,
  status: number,
  code: keyof typeof TITLES,
  detail: string,
  extensions: object = {},
): void {
  context.status = status;
  context.body = { type: 'about:blank', title: TITLES[code], status, code, detail, ...extensions };
  context.type = 'application/problem+json';
}
