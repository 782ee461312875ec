import { compile } from '@halyard/evaluator';
import type {
  EvaluationContext,
  FlagDefinition,
  JsonValue,
  Resolution,
  Ruleset,
} from '@halyard/evaluator';
import { readFileSync } from 'node:fs';
import { RulesetStore } from '../../src/evaluation/ruleset.store.ts';
import type { Answer, Person, TestApi } from '../api.ts';

const CANONICAL = new URL(
  '../../../../packages/evaluator/spec/vectors/canonical.json',
  import.meta.url,
);

/** Where nothing waits for approval. */
const ENVIRONMENT = 'staging';

export interface VectorCase {
  readonly name: string;
  readonly flag: string;
  readonly context: EvaluationContext;
  readonly expect: Resolution;
}

interface Vectors {
  readonly ruleset: Ruleset;
  readonly cases: readonly VectorCase[];
}

/**
 * Sets up the vectors' flags, segments, overrides and kill switches by the API, as people do, and answers
 * the cases that hold then. Not all can: the API refuses what could only be a mistake (a cycle, a
 * prerequisite that is not there), and the vectors have a time of their own.
 */
export async function seedVectors(api: TestApi): Promise<readonly VectorCase[]> {
  const { ruleset, cases } = readVectors();
  const ada = api.as('ada');
  await createSegments(ada, ruleset);
  await createFlags(ada, ruleset);
  const overrides = [];
  for (const override of ruleset.overrides) {
    if (isDone(await setOverride(ada, override))) overrides.push(override);
  }
  for (const category of ruleset.killSwitches) {
    await ada.post(`/api/admin/kill-switches/${ENVIRONMENT}/${category}`, { reason: 'a vector' });
  }
  const served = api.app.get(RulesetStore).in(ENVIRONMENT).ruleset;
  const compiled = compile({ ...served, overrides });
  return cases.filter(({ flag, context, expect }) => {
    const now = compiled.evaluate(flag, context, { now: Date.now() });
    return canonical(now) === canonical(expect);
  });
}

/** The vectors, with ids of rules that the API takes: they are of two characters or more. */
function readVectors(): Vectors {
  const text = readFileSync(CANONICAL, 'utf8');
  return JSON.parse(text, (key, value: unknown) =>
    (key === 'id' || key === 'ruleId') && String(value).length < 2
      ? `rule_${String(value)}`
      : value,
  ) as Vectors;
}

async function createSegments(ada: Person, { segments }: Ruleset): Promise<void> {
  for (const [key, { match, when, included, excluded }] of Object.entries(segments)) {
    await ada.post('/api/admin/segments', { key, name: key, match, when });
    const members = `/api/admin/segments/${key}/members`;
    if (included.length > 0) await ada.post(members, { list: 'included', add: included });
    if (excluded.length > 0) await ada.post(members, { list: 'excluded', add: excluded });
  }
}

/**
 * A flag can be turned on only where its prerequisites are met. So each is made after what it requires, with
 * all of them on, and what is off or killed is turned off last.
 */
async function createFlags(ada: Person, { flags }: Ruleset): Promise<void> {
  for (const [key, flag] of inOrder(flags)) {
    const { type, variants, offVariant, category } = flag;
    const whole = { variants, offVariant, category };
    if (!isDone(await ada.createFlag(key, { type, ...whole }))) {
      await ada.patch(`/api/admin/flags/${key}`, whole);
    }
    await ada.configure(key, ENVIRONMENT, { ...configOf(flag), state: 'on' });
  }
  for (const [key, { prerequisites }] of inOrder(flags)) {
    if (prerequisites.length > 0) await ada.patch(`/api/admin/flags/${key}`, { prerequisites });
  }
  for (const [key, { state, killed }] of inOrder(flags).reverse()) {
    if (state !== 'on') await ada.configure(key, ENVIRONMENT, { state });
    if (killed) await ada.act('kill', key, ENVIRONMENT);
  }
}

function configOf({ serve, scope, rules, rollout }: FlagDefinition): object {
  return { serve, scope, rules, rollout };
}

/** What is required comes before what requires it. */
function inOrder(flags: Ruleset['flags']): [string, FlagDefinition][] {
  const depth = (key: string, path: readonly string[] = []): number =>
    path.includes(key)
      ? 0
      : Math.max(
          0,
          ...(flags[key]?.prerequisites ?? []).map(({ flag }) => 1 + depth(flag, [...path, key])),
        );
  return Object.entries(flags).sort(([one], [other]) => depth(one) - depth(other));
}

function setOverride(
  ada: Person,
  { tenant, flag, user, ...override }: Ruleset['overrides'][number],
): Promise<Answer> {
  const path = [
    '/api/admin/overrides',
    ENVIRONMENT,
    tenant,
    flag,
    ...(user === null ? [] : [user]),
  ];
  return ada.put(path.join('/'), { ...override, reason: 'a vector' });
}

function isDone({ status }: Answer): boolean {
  return status < 300;
}

/** As JSON with its keys in order. */
function canonical(value: object): string {
  return JSON.stringify(Object.entries(value as Record<string, JsonValue>).sort());
}
