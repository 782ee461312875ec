const LONGEST_WAIT_MS = 60_000;

/** The API has answered, but with no flags. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** How long the API wants to be left alone. */
  readonly retryAfterMs: number;

  constructor({ status, headers }: Response) {
    super(`The flags API answered ${status}`);
    this.status = status;
    const seconds = Number(headers.get('retry-after') ?? 0);
    this.retryAfterMs = Math.min(seconds * 1_000 || 0, LONGEST_WAIT_MS);
  }
}

/** Client errors that are over by themselves: a timeout, "too early" and "too many requests". */
const PASSING = new Set([408, 425, 429]);

/** Whether the API has said no, rather than nothing. The same question will get the same answer. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return error.status >= 400 && error.status < 500 && !PASSING.has(error.status);
}
