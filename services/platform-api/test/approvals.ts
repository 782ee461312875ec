import type { ChangeRequestResponse, ProblemResponse } from '@halyard/contracts';
import type { Answer, Person, TestApi } from './api.ts';

const REQUESTS = '/api/admin/change-requests';

/** Files what a refusal (`approval_required`) carries, as it is. */
export function file(
  person: Person,
  refusal: ProblemResponse | object,
  more: object = {},
): Promise<Answer<ChangeRequestResponse>> {
  const change: unknown = Reflect.get(refusal, 'change') ?? refusal;
  return person.post<ChangeRequestResponse>(REQUESTS, { change, rationale: 'a test', ...more });
}

export function review(
  person: Person,
  ref: string,
  decision: 'approve' | 'reject' = 'approve',
  more: object = {},
): Promise<Answer<ChangeRequestResponse>> {
  return person.post<ChangeRequestResponse>(`${REQUESTS}/${ref}/reviews`, { decision, ...more });
}

export function request(person: Person, ref: string): Promise<Answer<ChangeRequestResponse>> {
  return person.get<ChangeRequestResponse>(`${REQUESTS}/${ref}`);
}

export function step(
  person: Person,
  ref: string,
  action: 'submit' | 'withdraw' | 'rebase',
): Promise<Answer<ChangeRequestResponse>> {
  return person.post<ChangeRequestResponse>(`${REQUESTS}/${ref}/${action}`);
}

/** Files a change and has it approved by marco and roberto; answers the request as it is then. */
export async function carryThrough(
  api: TestApi,
  author: Person,
  change: object,
  more: object = {},
): Promise<ChangeRequestResponse> {
  const { status, body } = await file(author, change, more);
  if (status !== 201) throw new Error(`Filing answered ${status}: ${JSON.stringify(body)}`);
  await review(api.as('marco'), body.ref);
  return (await review(api.as('roberto'), body.ref)).body;
}
