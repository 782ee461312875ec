/** Every error the API answers with (RFC 9457 problem details), by its stable code. */
export const PROBLEMS = {
  validation_error: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Sign in, or send a valid access token' },
  permission_denied: { status: 403, title: 'You may not do this' },
  not_found: { status: 404, title: 'There is nothing here' },
  already_exists: { status: 409, title: 'The name is taken' },
  version_conflict: { status: 409, title: 'It has changed since you read it' },
  flag_killed: { status: 409, title: 'The flag is killed in this environment' },
  flag_archived: { status: 409, title: 'The flag is archived' },
  in_use: { status: 409, title: 'Something still uses it' },
  last_admin: { status: 409, title: 'The platform would be left without an admin' },
  prerequisite_cycle: { status: 422, title: 'The flag would require itself' },
  idempotency_mismatch: { status: 422, title: 'The Idempotency-Key was used with another request' },
  idempotency_in_flight: { status: 409, title: 'The same request is being carried out' },
  approval_required: { status: 428, title: 'Two reviewers have to approve this change' },
  dependency_unmet: { status: 428, title: 'A prerequisite is off in this environment' },
  own_request: { status: 403, title: 'Nobody reviews their own request' },
  already_reviewed: { status: 409, title: 'You have reviewed this request' },
  content_changed: { status: 409, title: 'The request has changed since you read it' },
  request_closed: { status: 409, title: 'The request is not open for this' },
  evidence_required: { status: 400, title: 'A sensitive flag needs evidence on the request' },
  audit_broken: { status: 409, title: 'The audit trail does not verify' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'Not able to answer right now; try again' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
