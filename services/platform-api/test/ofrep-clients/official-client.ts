import type { EvaluationContext, JsonValue } from '@openfeature/core';
import type { VectorCase } from './vectors.ts';

/** What a client is asked: one line of JSON. */
export interface Question {
  readonly flag: string;
  readonly type: QuestionType;
  /** Never the answer by chance. */
  readonly default: JsonValue;
  readonly context: EvaluationContext;
}

export type QuestionType = 'boolean' | 'string' | 'integer' | 'float' | 'object';

/** What it answers: one line of JSON. */
export interface ClientAnswer {
  readonly value: JsonValue;
  readonly variant: string | null;
  readonly reason: string | null;
  readonly errorCode: string | null;
  /** From the flag's metadata. */
  readonly source: string | null;
  readonly ruleId: string | null;
}

/** OpenFeature's official SDK and OFREP provider of a language. */
export interface OfficialClient {
  readonly name: string;
  /** What this machine lacks for it, and how to get it; undefined where it has everything. */
  readonly missing?: string | undefined;
  /** Fetches and builds it, once for each machine. */
  prepare(): Promise<void>;
  ask(questions: readonly Question[], endpoint: string, key: string): Promise<ClientAnswer[]>;
  /** What its provider makes of an answer, where that is not what we say. */
  readonly makes?: (expected: ClientAnswer, question: Question) => ClientAnswer;
}

const DEFAULTS = {
  string: 'the default in the code',
  integer: 424_242,
  float: 42.42,
  object: { from: 'the code' },
} as const;

/** A case as it is asked over OFREP: the tenant's record is the server's to know. */
export function questionOf({ flag, context, expect }: VectorCase): Question {
  const { targetingKey, tenant, attributes } = context;
  const type = typeOf(expect.value);
  return {
    flag,
    type,
    default: type === 'boolean' ? expect.value !== true : DEFAULTS[type],
    context: {
      ...(targetingKey !== undefined && { targetingKey }),
      ...(tenant && { tenant: tenant.slug }),
      ...(attributes as EvaluationContext),
    },
  };
}

/** What the vector says, as OpenFeature's clients say it: after a failure the code's own default applies. */
export function expectedOf({ expect }: VectorCase, question: Question): ClientAnswer {
  if (expect.errorCode !== undefined) {
    const errorCode = expect.errorCode === 'PREREQUISITE_CYCLE' ? 'GENERAL' : expect.errorCode;
    const value = question.default;
    return { value, variant: null, reason: 'ERROR', errorCode, source: null, ruleId: null };
  }
  const { value, variant, reason, source, ruleId = null } = expect;
  return {
    value: value as JsonValue,
    variant,
    reason: reason === 'PREREQUISITE_FAILED' ? 'UNKNOWN' : reason,
    errorCode: null,
    source,
    ruleId,
  };
}

function typeOf(value: unknown): QuestionType {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'float';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'string' : 'object';
}
