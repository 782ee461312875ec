import { Optional } from './constraints.ts';
import type { ProblemCode } from './problems.ts';
import { PROBLEMS } from './problems.ts';
import { Field, integer, listOf, oneOf, ref, string } from './response.ts';
import type { Fault } from './validate.ts';

export class FaultResponse {
  @Field(string, 'JSON pointer into the body or query')
  pointer: string;

  @Field(string, 'What is allowed there')
  message: string;
}

/** Every error, as application/problem+json (RFC 9457). */
export class ProblemResponse {
  @Field(string)
  type: string;

  @Field(oneOf(Object.keys(PROBLEMS)), 'Stable: decide by this')
  code: ProblemCode;

  @Field(string)
  title: string;

  @Field(integer)
  status: number;

  @Optional()
  @Field(string, 'What to do about it')
  detail?: string;

  @Optional()
  @Field(string, 'Quote it when you ask for help')
  requestId?: string;

  @Optional()
  @Field(integer, 'Seconds to wait before the next try, as `Retry-After` says too')
  retryAfter?: number;

  @Optional()
  @Field(listOf(ref(FaultResponse)), 'Each thing that is wrong with the request')
  errors?: readonly Fault[];
}
