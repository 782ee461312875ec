import { readFileSync } from 'node:fs';
import type { EvaluationContext, Resolution, Ruleset } from '@halyard/evaluator';
import { ErrorCode } from '@openfeature/server-sdk';
import { Application } from '../test/application.ts';
import { aStatement } from '../test/signing.ts';
import { useFlagServer } from '../test/use-flag-server.ts';

interface VectorFile {
  readonly now: string;
  readonly ruleset: Ruleset;
  readonly cases: readonly VectorCase[];
}

interface VectorCase {
  readonly name: string;
  readonly flag: string;
  readonly context: EvaluationContext;
  readonly expect: Resolution;
}

const folder = new URL('../../evaluator/spec/vectors/', import.meta.url);
const read = (file: string) =>
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as VectorFile;

/** None of them is a value of any variant. */
const FALLBACKS = {
  boolean: 'the default' as unknown as boolean,
  string: 'the default',
  number: -987.5,
  json: { the: 'default' },
};

const CODES = {
  FLAG_NOT_FOUND: ErrorCode.FLAG_NOT_FOUND,
  TARGETING_KEY_MISSING: ErrorCode.TARGETING_KEY_MISSING,
  PREREQUISITE_CYCLE: ErrorCode.GENERAL,
  GENERAL: ErrorCode.GENERAL,
};

describe('the vectors of the evaluation spec, asked through the SDK', () => {
  const server = useFlagServer();

  it.each(['canonical.json', 'random-1.json', 'random-2.json'])('come true: %s', async (file) => {
    const { now, ruleset, cases } = read(file);
    const at = Date.parse(now);
    server().statement = aStatement({
      version: ruleset.version,
      ruleset,
      tenants: tenantsOf(cases),
      notAfter: new Date(at + 1_000).toISOString(),
    });
    const app = await new Application(server(), {}, { now: () => at }).start();

    for (const { name, flag, context, expect: expected } of cases) {
      const type = ruleset.flags[flag]?.type ?? 'boolean';
      const details = await ask(app, flag, type, context);
      expect({ name, ...details }).toMatchObject({
        name,
        ...outcomeOf(expected, FALLBACKS[type]),
      });
    }
  });
});

function outcomeOf(expected: Resolution, fallback: unknown) {
  if (expected.reason === 'ERROR') {
    return { value: fallback, reason: 'ERROR', errorCode: CODES[expected.errorCode] };
  }
  const { value, variant, reason, source, ruleId } = expected;
  const flagMetadata = ruleId === undefined ? { source } : { source, ruleId };
  return { value, variant, reason, flagMetadata };
}

function ask(app: Application, flag: string, type: keyof typeof FALLBACKS, of: EvaluationContext) {
  const { targetingKey, tenant, attributes } = of;
  const context = {
    ...(attributes as Record<string, string>),
    ...(targetingKey !== undefined && { targetingKey }),
    ...(tenant !== undefined && { tenant: tenant.slug }),
  };
  const { client } = app;
  switch (type) {
    case 'boolean':
      return client.getBooleanDetails(flag, FALLBACKS.boolean, context);
    case 'string':
      return client.getStringDetails(flag, FALLBACKS.string, context);
    case 'number':
      return client.getNumberDetails(flag, FALLBACKS.number, context);
    case 'json':
      return client.getObjectDetails(flag, FALLBACKS.json, context);
  }
}

/** Each tenant is the same in all cases of a file; this says so. */
function tenantsOf(cases: readonly VectorCase[]) {
  const records = cases.flatMap(({ context: { tenant } }) =>
    tenant === undefined
      ? []
      : [
          [
            tenant.slug,
            { plan: tenant.plan ?? null, partnerSlug: tenant.partnerSlug ?? null },
          ] as const,
        ],
  );
  const tenants = Object.fromEntries(records);
  for (const [slug, record] of records) expect(tenants[slug]).toEqual(record);
  return tenants;
}
