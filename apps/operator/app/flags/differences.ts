import type { ConditionDto, DifferenceResponse } from '@halyard/contracts';
import type { RuleDraft } from '../rules/rule';
import { conditionSentence, ruleSentence } from '../rules/words';
import { percent } from './states';

/** One change in words: `before → after` (or just what it is, where it is new), or what a list gained and lost. */
export interface Wording {
  readonly label: string;
  readonly environment?: string;
  readonly before?: string;
  readonly after?: string;
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;
type Side = 'before' | 'after';

/** What each path means to people; `null` is bookkeeping that nobody asks about. */
const FIELDS: readonly (readonly [path: RegExp, label: string | null])[] = [
  [
    /^(id|_id|key|version|createdAt|updatedAt|updatedBy|createdBy|lastFlippedAt|lastApprovalRef|archived)$/,
    null,
  ],
  [/^beforeKill\b/, null],
  // Of a kill switch.
  [/^at$/, null],
  [/^by$/, 'Turned off by'],
  [/^state$/, 'State'],
  [/^scope\/plans$/, 'Plans'],
  [/^scope\/tenantSlugs$/, 'Tenants'],
  [/^scope\/partnerSlugs$/, 'Partners'],
  [/^rollout\/percentage$/, 'Rollout'],
  [/^rollout\/bucketBy$/, 'Bucket by'],
  [/^serve\b/, 'Serves'],
  [/^rules\b/, 'Rules'],
  [/^prerequisites\b/, 'Requires'],
  [/^schema\b/, 'JSON schema'],
  [/^category$/, 'Kill-switch category'],
  [/^killed\b/, 'Kill switch'],
  [/^archivedAt$/, 'Archived'],
  [/^ownerModule$/, 'Module'],
  [/^requiresApproval$/, 'Requires approval'],
  [/^offVariant$/, 'Variant when off'],
  [/^variants\/(.+)$/, 'Variant'],
  [/^when$/, 'Conditions'],
  [/^match$/, 'Holds if'],
  [/^onlyHere\/included$/, 'Included'],
  [/^onlyHere\/excluded$/, 'Excluded'],
  [/^(included|excluded|usedBy)$/, null],
];

/** Of a list, what is told: a segment's may have changed in 100,000 places. */
const MOST = 50;

/** What a new flag is born with, or is called: not worth a line in the entry of its creation. */
const BIRTH: Json = {
  state: 'off',
  'rollout/percentage': 0,
  'rollout/bucketBy': 'tenant',
  type: 'boolean',
  'variants/on': true,
  'variants/off': false,
  offVariant: 'off',
  sensitive: false,
  requiresApproval: false,
  match: 'all',
};
const UNTOLD = ['name', 'description', 'serve/variant'];

/** Differences between two values, field by field; a list or a scalar is compared as a whole. */
export function differencesBetween(before: unknown, after: unknown, at = ''): DifferenceResponse[] {
  if (same(before, after)) return [];
  if (isWhole(at) || (!isObject(before) && !isObject(after))) {
    return [{ pointer: at, before, after }];
  }
  const [from, to] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return keys.flatMap((key) => differencesBetween(from[key], to[key], `${at}/${escape(key)}`));
}

/** Differences as people read them, in the order in which they came. */
export function inWords(differences: readonly DifferenceResponse[]): Wording[] {
  const leaves = differences.flatMap(({ pointer, before, after }) =>
    differencesBetween(before, after, pointer),
  );
  const groups = Map.groupBy(leaves.map(placed), ({ group }) => group);
  return [...groups.values()].flatMap((items) => wordingOf(items));
}

/** One field and what is in it: "Tenants", "acme, loomi". */
export function fieldWords(pointer: string, value: unknown): { label: string; text: string } {
  const leaves = isObject(value)
    ? differencesBetween(undefined, value, pointer)
    : [{ pointer, after: value }];
  const items = leaves.map(placed);
  const [first = placed({ pointer, after: value })] = items;
  const label = labelOf(first.path) ?? first.path;
  if (!Array.isArray(value)) return { label, text: valueWord(first, items, 'after') };
  const isList = value.length > 0 && !/^rules/.test(first.path);
  return {
    label,
    text: isList ? value.map(itemWord).join(', ') : valueWord(first, items, 'after'),
  };
}

/** One line of text: "Tenants: + 98chimp, − loomi". */
export function asText({ label, before, after, added, removed }: Wording): string {
  if (added === undefined) return `${label}: ${before === undefined ? '' : `${before} → `}${after}`;
  const parts = [
    ...added.map((item) => `+ ${item}`),
    ...(removed ?? []).map((item) => `− ${item}`),
  ];
  return `${label}: ${parts.join(', ')}`;
}

interface Placed extends DifferenceResponse {
  readonly path: string;
  readonly group: string;
  readonly environment?: string;
}

/** Reads `/environments/prod/scope/tenantSlugs/0` as the list `scope/tenantSlugs` in prod. */
function placed(difference: DifferenceResponse): Placed {
  const steps = difference.pointer.split('/').slice(1).map(unescape);
  const environment = steps[0] === 'environments' && steps.length > 1 ? steps[1] : undefined;
  const own = environment === undefined ? steps : steps.slice(2);
  const path = own.join('/').replace(/^(scope\/\w+|tags|onlyHere\/\w+)\/(\d+|-)$/, '$1');
  const group = `${environment ?? ''} ${path.replace(/^(killed|serve|rules|prerequisites|schema)\b.*$/, '$1')}`;
  return { ...difference, path, group, environment };
}

function wordingOf(items: readonly Placed[]): Wording[] {
  const [first] = items;
  if (first === undefined || first.path === '') return [];
  const label = labelOf(first.path);
  if (label === null || items.every((item) => isBirth(item))) return [];
  const where = first.environment === undefined ? {} : { environment: first.environment };
  if (first.path === 'rules') return ruleWordings(where, first);
  if (first.path === 'prerequisites') return listWording(label, where, items);
  if (first.path.startsWith('schema')) return [{ label, ...where, ...schemaWords(items) }];
  const composite = /^(serve|rules|prerequisites)\b/.test(first.path);
  const lists = items.some(
    ({ path, before, after }) => isListPath(path) || Array.isArray(before ?? after),
  );
  if (lists && !composite) return listWording(label, where, items);
  const word = (side: Side) => valueWord(first, items, side);
  const isNew =
    items.every((item) => item.before === undefined) && !/^(killed|archivedAt)/.test(first.path);
  if (isNew) return [{ label, ...where, after: word('after') }];
  const [before, after] = [word('before'), word('after')];
  return before === after && !composite ? [] : [{ label, ...where, before, after }];
}

function listWording(label: string, where: object, items: readonly Placed[]): Wording[] {
  const all = (side: Side) =>
    new Set(items.flatMap((item) => item[side] ?? []).map((item) => itemWord(item)));
  const [before, after] = [all('before'), all('after')];
  const added = [...after].filter((item) => !before.has(item));
  const removed = [...before].filter((item) => !after.has(item));
  if (added.length + removed.length === 0) return [];
  return [{ label, ...where, added: firstOf(added), removed: firstOf(removed) }];
}

function firstOf(items: readonly string[]): string[] {
  const shown = items.slice(0, MOST);
  const left = items.length - shown.length;
  return left === 0 ? shown : [...shown, `${left.toLocaleString('en')} more`];
}

/** An item of a list as people read it: a condition is a sentence, a prerequisite "new_nav is on or beta". */
function itemWord(item: unknown): string {
  if (!isObject(item)) return String(item);
  if ('attribute' in item) {
    return conditionSentence(item as unknown as ConditionDto, Number.POSITIVE_INFINITY);
  }
  const { flag, variants } = item;
  if (typeof flag !== 'string' || !Array.isArray(variants)) return JSON.stringify(item);
  return `${flag} is ${variants.join(' or ')}`;
}

function labelOf(path: string): string | null {
  const field = FIELDS.find(([pattern]) => pattern.test(path));
  if (field === undefined) return capitalized(path.replaceAll('/', ' › '));
  const variant = /^variants\/(.+)$/.exec(path)?.[1];
  return variant === undefined ? field[1] : `${field[1]} ${variant}`;
}

function valueWord(item: Placed, items: readonly Placed[], side: Side): string {
  const { path, [side]: value } = item;
  if (path.startsWith('killed')) return switchWord(items, side);
  if (path.startsWith('serve')) return serveWord(items, side);
  if (path === 'rules') return rulesWord(value);
  if (/^(rules|prerequisites)/.test(path)) return side === 'before' ? 'as they were' : 'edited';
  if (path === 'rollout/percentage' && typeof value === 'number') return percent(value);
  if (path === 'archivedAt') return isNothing(value) ? 'no' : 'yes';
  if (isNothing(value)) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function serveWord(items: readonly Placed[], side: Side): string {
  const variant = items.find(({ path }) => path === 'serve/variant')?.[side];
  if (typeof variant === 'string') return variant;
  const split = items.find(({ path }) => path === 'serve/split')?.[side];
  if (!Array.isArray(split)) return 'a split';
  return split
    .map((share: Json) => `${share['variant']} ${percent(Number(share['weight']))}`)
    .join(', ');
}

/** A line for each rule that is new, gone or another, and one for their order. */
function ruleWordings(where: object, { before, after }: Placed): Wording[] {
  const [was, is] = [rulesOf(before), rulesOf(after)];
  const sentence = (rule: RuleDraft) => ruleSentence(rule, Number.POSITIVE_INFINITY);
  const wordings = [...new Map([...was, ...is]).keys()].map((id): Wording => {
    const [old, now] = [was.get(id), is.get(id)];
    const label = `Rule ${id}`;
    if (now === undefined) return { label, ...where, before: old && sentence(old), after: 'none' };
    return { label, ...where, before: old && sentence(old), after: sentence(now) };
  });
  const kept = (mine: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>) =>
    [...mine.keys()].filter((id) => other.has(id)).join(', ');
  const order = { before: kept(was, is), after: kept(is, was) };
  return [...wordings, { label: 'Order of rules', ...where, ...order }]
    .filter((wording) => wording.before !== wording.after)
    .map(({ before: old, ...rest }) => (old === undefined ? rest : { ...rest, before: old }));
}

const rulesOf = (value: unknown) =>
  new Map((Array.isArray(value) ? (value as RuleDraft[]) : []).map((rule) => [rule.id, rule]));

function rulesWord(value: unknown): string {
  const sentences = [...rulesOf(value).values()].map((rule) => ruleSentence(rule));
  return sentences.length === 0 ? 'none' : sentences.join('; ');
}

function schemaWords(items: readonly Placed[]): Pick<Wording, 'before' | 'after'> {
  const whole = items.find(({ path }) => path === 'schema');
  if (whole === undefined) return { before: 'as it was', after: 'edited' };
  return {
    before: isNothing(whole.before) ? 'none' : 'as it was',
    after: isNothing(whole.after) ? 'none' : isNothing(whole.before) ? 'added' : 'edited',
  };
}

function switchWord(items: readonly Placed[], side: Side): string {
  return items.some((item) => !isNothing(item[side])) ? 'engaged' : 'released';
}

/** What is said as a whole, whatever is in it. */
const isWhole = (pointer: string) => pointer === '/schema';

const isListPath = (path: string) => /^(scope\/\w+|tags|onlyHere\/\w+)$/.test(path);

/** A field that a new flag has anyway says nothing in the entry of its creation. */
function isBirth({ path, before, after }: Placed): boolean {
  return (
    before === undefined && (isNothing(after) || UNTOLD.includes(path) || same(BIRTH[path], after))
  );
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || same(value, []);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const escape = (step: string) => step.replaceAll('~', '~0').replaceAll('/', '~1');
const unescape = (step: string) => step.replaceAll('~1', '/').replaceAll('~0', '~');
