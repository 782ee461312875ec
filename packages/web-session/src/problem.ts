import type { ProblemCode } from '@halyard/contracts';

/** What the app answers in the API's place, in the API's own form (RFC 9457). */
const PROBLEMS = {
  unauthenticated: { status: 401, title: 'Sign in to continue' },
  permission_denied: { status: 403, title: 'Only the pages of this app may change something' },
  not_found: { status: 404, title: 'There is nothing here' },
  unavailable: { status: 503, title: 'The platform cannot be reached right now; try again' },
} as const satisfies Partial<Record<ProblemCode, { status: number; title: string }>>;

export function problem(code: keyof typeof PROBLEMS): Response {
  const { status, title } = PROBLEMS[code];
  return Response.json(
    { type: `urn:halyard:problem:${code}`, code, title, status },
    {
      status,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    },
  );
}
