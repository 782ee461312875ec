import { compileCondition, conditionHolds } from './condition.ts';
import { digestOf } from './digest.ts';
import type { Issue } from './issue.ts';
import type { JsonValue } from './json.ts';
import { Place } from './place.ts';
import type {
  Condition,
  FlagDefinition,
  Prerequisite,
  Rollout,
  Rule,
  Ruleset,
  Scope,
  SegmentDefinition,
  Serve,
} from './ruleset.ts';
import { Subject } from './subject.ts';

/** The tenant that a ruleset is projected for, as its own record has it. */
export interface ProjectedTenant {
  readonly slug: string;
  readonly plan: string | null;
  readonly partnerSlug: string | null;
}

/**
 * The ruleset as one tenant may have it: it evaluates as the whole one does for every context of that tenant, and says
 * nothing of others.
 *
 * What the tenant's record decides is decided here: scopes, conditions on `tenant`, `plan` and `partner`, kill switches. Rules
 * that can never hold for the tenant are left out, and so are variants that it can never get, other tenants' overrides,
 * segments that no rule of its own names, and whatever the state of a flag makes irrelevant. What is left of the lists of
 * `equals`, `in` and of segments may name users of others: they become salted digests, and segments lose their names. A value
 * of any other operator stays as it is.
 *
 * So two rulesets that differ only in what is not the tenant's have one projection, with the same JSON.
 */
export function project(ruleset: Ruleset, tenant: ProjectedTenant): Ruleset {
  return new Projection(ruleset, tenant).result();
}

/**
 * Whether a flag's projection depends on the tenant: through its scope, or a condition on the tenant's record in a rule or in a
 * segment that one names. Where it does not, every tenant without overrides of the flag has the same one.
 */
export function dependsOnTenant(ruleset: Ruleset, flag: FlagDefinition): boolean {
  if (flag.killed || flag.state === 'on' || flag.state === 'off') return false;
  const asks = ({ attribute }: Condition) => OF_THE_TENANT.has(attribute);
  return (
    isSet(flag.scope) ||
    flag.rules.some(
      ({ when, segments }) =>
        when.some(asks) || segments.some((key) => ruleset.segments[key]?.when.some(asks)),
    )
  );
}

/** One tenant's view of one ruleset. */
class Projection {
  readonly #segments = new Map<string, Membership>();
  readonly #subject: Subject;

  constructor(
    private readonly ruleset: Ruleset,
    private readonly tenant: ProjectedTenant,
  ) {
    this.#subject = new Subject({ tenant }, 0);
  }

  result(): Ruleset {
    const { schema, environment, version } = this.ruleset;
    const overrides = this.ruleset.overrides.filter(({ tenant }) => tenant === this.tenant.slug);
    const overridden = new Map<string, string[]>();
    for (const { flag, variant } of overrides) {
      overridden.set(flag, [...(overridden.get(flag) ?? []), variant]);
    }
    const flags = mapEntries(this.ruleset.flags, (flag, key) =>
      this.flag(key, flag, overridden.get(key) ?? []),
    );
    return {
      schema,
      environment,
      version,
      flags: mapEntries(flags, (flag) => ({
        ...flag,
        prerequisites: flag.prerequisites.map((one) => this.prerequisite(one, flags)),
      })),
      segments: this.keptSegments(),
      overrides,
      killSwitches: [],
    };
  }

  private flag(key: string, flag: FlagDefinition, overridden: readonly string[]): FlagDefinition {
    const { type, offVariant, prerequisites } = flag;
    const killed = this.isKilled(flag);
    const lanes = killed ? dark('off', offVariant) : this.lanes(key, flag);
    const named = [offVariant, ...overridden, ...variantsOf(lanes)];
    const variants = pick(flag.variants, killed ? [offVariant] : named);
    return { type, variants, offVariant, ...lanes, prerequisites, category: null, killed };
  }

  private isKilled({ killed, category }: FlagDefinition): boolean {
    const { killSwitches } = this.ruleset;
    return (
      killed || killSwitches.includes('*') || (category !== null && killSwitches.includes(category))
    );
  }

  /** Lanes 5 to 10, for a tenant of which it is known whether it is in scope. */
  private lanes(key: string, flag: FlagDefinition): Lanes {
    const { state, serve, offVariant } = flag;
    if (state === 'off') return dark('off', offVariant);
    if (state === 'on') return { ...dark('on', offVariant), serve };
    if (!this.isInScope(flag.scope)) return dark('targeted', offVariant);
    const rules = flag.rules.flatMap((rule) => this.rule(key, rule));
    if (state === 'rollout') {
      return { state, serve, scope: NO_SCOPE, rules, rollout: flag.rollout };
    }
    // Listed by the scope alone: the engine asks for a scope, and the tenant's own slug is one.
    if (flag.rules.length === 0 && isSet(flag.scope)) {
      const scope = { ...NO_SCOPE, tenantSlugs: [this.tenant.slug] };
      return { ...dark('targeted', offVariant), serve, scope };
    }
    return { ...dark('targeted', offVariant), rules };
  }

  private isInScope({ plans, tenantSlugs, partnerSlugs }: Scope): boolean {
    const { slug, plan, partnerSlug } = this.tenant;
    return holds(plans, plan) && holds(tenantSlugs, slug) && holds(partnerSlugs, partnerSlug);
  }

  /** The rule, or none where it never holds. */
  private rule(key: string, rule: Rule): Rule[] {
    const when = rule.when.map((condition) => this.condition(key, condition));
    const segments = rule.segments.map((name) => this.segment(name));
    if (when.includes(false) || segments.some(({ holds }) => holds === 'never')) return [];
    return [
      {
        ...rule,
        when: when.filter(isOpen),
        segments: segments.flatMap(({ name, holds }) => (holds === 'sometimes' ? [name] : [])),
      },
    ];
  }

  /** Whether it holds, where the tenant's record decides; otherwise what is left to decide. */
  private condition(key: string, condition: Condition): Condition | boolean {
    if (!OF_THE_TENANT.has(condition.attribute)) return concealed(key, condition);
    const issues: Issue[] = [];
    return conditionHolds(compileCondition(new Place(condition, issues)), this.#subject);
  }

  private segment(name: string): Membership {
    const known = this.#segments.get(name) ?? this.membership(name);
    this.#segments.set(name, known);
    return known;
  }

  private membership(name: string): Membership {
    const segment = Object.hasOwn(this.ruleset.segments, name)
      ? this.ruleset.segments[name]
      : undefined;
    const salt = digestOf('segment', name);
    if (segment === undefined) return { name: salt, holds: 'never' };
    const { match, included, excluded } = segment;
    const when = this.conditions(salt, segment);
    if (when === 'never' && included.length === 0) return { name: salt, holds: 'never' };
    if (when === 'always' && excluded.length === 0) return { name: salt, holds: 'always' };
    const left = when === 'never' ? [] : when === 'always' ? [ALWAYS] : when;
    const lists = { included: digestsOf(salt, included), excluded: digestsOf(salt, excluded) };
    return { name: salt, holds: 'sometimes', segment: { match, when: left, ...lists, salt } };
  }

  private conditions(salt: string, { match, when }: SegmentDefinition): Condition[] | Constant {
    if (when.length === 0) return 'never';
    const settles = match === 'any'; // the first answer like this one is the whole answer
    const left = when.map((condition) => this.condition(salt, condition));
    if (left.includes(settles)) return settles ? 'always' : 'never';
    const open = left.filter(isOpen);
    if (open.length > 0) return open;
    return settles ? 'never' : 'always';
  }

  private keptSegments(): Ruleset['segments'] {
    const kept = [...this.#segments.values()]
      .flatMap(({ name, segment }): [string, SegmentDefinition][] =>
        segment === undefined ? [] : [[name, segment]],
      )
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(kept);
  }

  /** A variant that the tenant can never get is not named either. */
  private prerequisite({ flag, variants }: Prerequisite, flags: Ruleset['flags']): Prerequisite {
    const reachable = Object.hasOwn(flags, flag) ? flags[flag]?.variants : undefined;
    const isReachable = (name: string) => reachable !== undefined && Object.hasOwn(reachable, name);
    return { flag, variants: variants.filter(isReachable) };
  }
}

type Lanes = Pick<FlagDefinition, 'state' | 'serve' | 'scope' | 'rules' | 'rollout'>;
type Constant = 'always' | 'never';

/** What a segment comes to; its definition where that still varies. */
interface Membership {
  readonly name: string;
  readonly holds: Constant | 'sometimes';
  readonly segment?: SegmentDefinition;
}

/** The names that the tenant's own record gives; `attributes` cannot redefine them. */
const OF_THE_TENANT: ReadonlySet<string> = new Set(['tenant', 'plan', 'partner']);
const EXACT: ReadonlySet<string> = new Set(['equals', 'in']);
const ALWAYS: Condition = { attribute: 'now', op: 'exists', values: [] };
const NO_SCOPE: Scope = { plans: [], tenantSlugs: [], partnerSlugs: [] };
const NO_ROLLOUT: Rollout = { percentage: 0, bucketBy: 'user' };

/** A state in which nothing but the off variant is left to serve. */
function dark(state: Lanes['state'], offVariant: string): Lanes {
  return {
    state,
    serve: { variant: offVariant },
    scope: NO_SCOPE,
    rules: [],
    rollout: NO_ROLLOUT,
  };
}

function holds(allowed: readonly string[], value: string | null): boolean {
  return allowed.length === 0 || (value !== null && allowed.includes(value));
}

function isSet({ plans, tenantSlugs, partnerSlugs }: Scope): boolean {
  return plans.length + tenantSlugs.length + partnerSlugs.length > 0;
}

function isOpen(condition: Condition | boolean): condition is Condition {
  return typeof condition !== 'boolean';
}

function concealed(key: string, condition: Condition): Condition {
  const { op, values } = condition;
  if (!EXACT.has(op) || !values.some((value) => typeof value === 'string')) return condition;
  const salt = digestOf('condition', key);
  const conceal = (value: string | number | boolean) =>
    typeof value === 'string' ? digestOf(salt, value) : value;
  return { ...condition, values: values.map(conceal), salt };
}

/** A segment's lists are long, and the same for every tenant. */
const digested = new WeakMap<readonly string[], { salt: string; digests: readonly string[] }>();

function digestsOf(salt: string, texts: readonly string[]): readonly string[] {
  const known = digested.get(texts);
  if (known?.salt === salt) return known.digests;
  const digests = texts.map((text) => digestOf(salt, text)).sort();
  digested.set(texts, { salt, digests });
  return digests;
}

function variantsOf({ serve, rules }: Lanes): string[] {
  return [serve, ...rules.map((rule) => rule.serve)].flatMap(servedBy);
}

function servedBy(serve: Serve): string[] {
  return 'split' in serve ? serve.split.map(({ variant }) => variant) : [serve.variant];
}

function pick(
  variants: Readonly<Record<string, JsonValue>>,
  names: readonly string[],
): Record<string, JsonValue> {
  const wanted = new Set(names);
  return Object.fromEntries(Object.entries(variants).filter(([name]) => wanted.has(name)));
}

function mapEntries<T, U>(
  entries: Readonly<Record<string, T>>,
  map: (value: T, key: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, map(value, key)]));
}
