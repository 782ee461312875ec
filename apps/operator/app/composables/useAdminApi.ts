import { createApi } from '@halyard/api-client';
import type { Problem } from '~/api/problem';
import { problemOf } from '~/api/problem';

/** The API, typed by its OpenAPI document, in the name of the person who is signed in. */
export function useAdminApi() {
  return createApi({ baseUrl: useRequestURL().origin, fetch: useApiFetch() });
}

/** A header for each time somebody acts: sent twice by the network, it is done once. */
export const idempotent = () => ({ 'Idempotency-Key': crypto.randomUUID() });

interface Answer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * What a call answers, as the contracts have it; a problem, or no answer at all, is thrown.
 * @throws an error whose `data` is a Problem
 */
export async function answer<T>(call: Promise<Answer>): Promise<T> {
  let answered: Answer;
  try {
    answered = await call;
  } catch (error) {
    throw problemError(problemOf(error));
  }
  const { data, error, response } = answered;
  if (!response.ok) throw problemError(problemOf({ data: error, status: response.status }));
  return data as T;
}

/** Survives the way from the server's rendering to the page: Nuxt carries `data` along. */
export function problemError(problem: Problem) {
  return createError({ status: problem.status || 503, message: problem.title, data: problem });
}
