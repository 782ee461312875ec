import { ValidateBy, ValidateIf } from 'class-validator';
import type { ValidationArguments } from 'class-validator';
import { describe, describeNullable } from './describe.ts';
import type { Schema } from './describe.ts';
import {
  FLAG_KEY,
  FLAG_KEY_RULE,
  PLATFORM,
  SLUG,
  SLUG_RULE,
  VARIANT_NAME,
  VARIANT_NAME_RULE,
} from './keys.ts';
import { LIMITS } from './limits.ts';
import { ROLE_NAMES } from './permissions.ts';

/** May be left out. Unlike class-validator's `IsOptional`, `null` is a value like any other, to be checked. */
export const Optional = () => ValidateIf((_, value) => value !== undefined);

/** A constraint of ours: `fault` answers what is wrong with the value, or `undefined`. */
function constraint(
  name: string,
  schema: Schema,
  fault: (value: unknown) => string | undefined,
): PropertyDecorator {
  return (target, key) => {
    ValidateBy({
      name,
      validator: {
        validate: (value) => fault(value) === undefined,
        defaultMessage: (args?: ValidationArguments) => fault(args?.value) ?? name,
      },
    })(target, key);
    describe(target, key, schema);
  };
}

function pattern(name: string, regex: RegExp, rule: string): PropertyDecorator {
  return constraint(name, { type: 'string', pattern: regex.source, description: rule }, (value) =>
    typeof value === 'string' && regex.test(value) ? undefined : `has to be ${rule}`,
  );
}

export const IsFlagKey = () => pattern('isFlagKey', FLAG_KEY, FLAG_KEY_RULE);
export const IsSlug = () => pattern('isSlug', SLUG, SLUG_RULE);
export const IsVariantName = () => pattern('isVariantName', VARIANT_NAME, VARIANT_NAME_RULE);

/** A list of names that keep one pattern, without repeats. */
function patternList(name: string, regex: RegExp, rule: string, most: number): PropertyDecorator {
  return constraint(
    name,
    { type: 'array', items: { type: 'string', pattern: regex.source }, maxItems: most },
    (value) => {
      if (!Array.isArray(value) || value.length > most)
        return `has to be a list of at most ${most}`;
      const odd: unknown = value.find((item) => typeof item !== 'string' || !regex.test(item));
      if (odd !== undefined) return `${JSON.stringify(odd)} has to be ${rule}`;
      return new Set(value).size === value.length ? undefined : 'has to name each only once';
    },
  );
}

export const IsSlugs = (most: number) => patternList('isSlugs', SLUG, SLUG_RULE, most);
export const IsVariantNames = () =>
  patternList('isVariantNames', VARIANT_NAME, VARIANT_NAME_RULE, LIMITS.variants);
export const IsFlagKeys = (most: number) =>
  patternList('isFlagKeys', FLAG_KEY, FLAG_KEY_RULE, most);

/** Text of `least` to `most` characters. */
export const IsText = (least: number, most: number) =>
  constraint('isText', { type: 'string', minLength: least, maxLength: most }, (value) =>
    typeof value === 'string' && value.trim().length >= least && value.length <= most
      ? undefined
      : `has to be text of ${least} to ${most} characters`,
  );

/** One of a fixed set. */
export const IsOneOf = (values: readonly string[]) =>
  constraint('isOneOf', { type: 'string', enum: [...values] }, (value) =>
    values.includes(value as string) ? undefined : `has to be one of ${values.join(', ')}`,
  );

export const IsTrueOrFalse = () =>
  constraint('isTrueOrFalse', { type: 'boolean' }, (value) =>
    typeof value === 'boolean' ? undefined : 'has to be true or false',
  );

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** A moment: RFC 3339 with an offset. */
export const IsInstant = () =>
  constraint('isInstant', { type: 'string', format: 'date-time' }, (value) =>
    typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value))
      ? undefined
      : 'has to be an RFC 3339 instant with an offset, such as 2027-01-31T09:00:00Z',
  );

/** A targeting key: who the user is to the application. */
export const IsUser = () =>
  constraint('isUser', { type: 'string', minLength: 1, maxLength: 512 }, (value) =>
    typeof value === 'string' && value.length >= 1 && value.length <= 512
      ? undefined
      : 'has to be a targeting key of 1 to 512 characters',
  );

/** A kill-switch category, or `*` for every flag. */
export const IsCategory = () =>
  constraint('isCategory', { type: 'string' }, (value) =>
    value === '*' || (typeof value === 'string' && SLUG.test(value))
      ? undefined
      : `has to be a category (${SLUG_RULE}), or * for every flag`,
  );

/** A SHA-256 in hexadecimal. */
export const IsHash = () => pattern('isHash', /^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal');

/** Targeting keys: text of 1 to 512 characters, each named once. */
export const IsTargetingKeys = (most: number) =>
  constraint(
    'isTargetingKeys',
    { type: 'array', items: { type: 'string' }, maxItems: most },
    (value) =>
      Array.isArray(value) &&
      value.length <= most &&
      value.every((key) => typeof key === 'string' && key.length >= 1 && key.length <= 512)
        ? undefined
        : `has to be a list of at most ${most} targeting keys of 1 to 512 characters`,
  );

/** Names a change request. One that names none is the gate's to refuse, with what it would take. */
export const IsRequestRef = () => IsText(1, 64);

/** The `version` that a write was made from. */
export const IsVersion = () =>
  constraint('isVersion', { type: 'integer', minimum: 1 }, (value) =>
    Number.isSafeInteger(value) && (value as number) >= 1
      ? undefined
      : 'has to be the version that you read, a whole number from 1',
  );

/** A whole number from 1. */
export const IsCount = (most: number) =>
  constraint('isCount', { type: 'integer', minimum: 1, maximum: most }, (value) =>
    Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most
      ? undefined
      : `has to be a whole number from 1 to ${most}`,
  );

/** The attributes of an evaluation's event: what is more than a flag's key is up to its sender. */
export const IsEvaluationAttributes = () =>
  constraint(
    'isEvaluationAttributes',
    {
      type: 'object',
      properties: { 'feature_flag.key': { type: 'string' } },
      required: ['feature_flag.key'],
      additionalProperties: true,
    },
    (value) => {
      if (!isPlainObject(value)) return 'has to be an object of attribute name → value';
      return typeof Reflect.get(value, 'feature_flag.key') === 'string'
        ? oversized(value)
        : 'has to have the flag as feature_flag.key';
    },
  );

/** Web origins, as browsers send them in `Origin`. */
export const IsOrigins = (most: number) =>
  constraint(
    'isOrigins',
    { type: 'array', items: { type: 'string', format: 'uri' }, maxItems: most },
    (value) =>
      Array.isArray(value) && value.length <= most && value.every(isOrigin)
        ? undefined
        : `has to be a list of at most ${most} origins such as https://app.example.com`,
  );

/** Roles, each named once; none takes the membership away. */
export const IsRoles = () =>
  constraint(
    'isRoles',
    { type: 'array', items: { type: 'string', enum: [...ROLE_NAMES] } },
    (value) =>
      Array.isArray(value) &&
      value.every((role) => ROLE_NAMES.includes(role)) &&
      new Set(value).size === value.length
        ? undefined
        : `has to be a list of ${ROLE_NAMES.join(', ')}, each at most once`,
  );

/** A list of environments, or a map of environment → configuration. */
export const IsEnvironments = () =>
  constraint('isEnvironments', {}, (value) => {
    const keys = Array.isArray(value) ? value : isPlainObject(value) ? Object.keys(value) : [];
    return keys.length > 0 && keys.every((key) => typeof key === 'string' && SLUG.test(key))
      ? undefined
      : 'has to be a list of environment keys, or an object of environment key → configuration';
  });

/** A list of at most `most`; what its items are is said beside it. */
export const IsList = (most: number) =>
  constraint('isList', { type: 'array', maxItems: most }, (value) =>
    Array.isArray(value) && value.length <= most
      ? undefined
      : `has to be a list of at most ${most}`,
  );

/** What stands beside the slugs of tenants in URLs. */
const TENANT_ROUTES = ['facets', 'matrix'];

/** A tenant's slug: `platform` is kept for what belongs to no tenant. */
export const IsTenantSlug = () =>
  constraint(
    'isTenantSlug',
    { type: 'string', pattern: SLUG.source, description: SLUG_RULE },
    (value) => {
      if (value === PLATFORM) return `"${PLATFORM}" is reserved for what belongs to no tenant`;
      if (TENANT_ROUTES.includes(value as string))
        return `"${String(value)}" is the name of a page`;
      return typeof value === 'string' && SLUG.test(value) ? undefined : `has to be ${SLUG_RULE}`;
    },
  );

/** A percentage in whole thousandths: the precision of a bucket. */
export const IsPercentage = () =>
  constraint('isPercentage', { type: 'number', minimum: 0, maximum: 100 }, (value) =>
    typeof value === 'number' && value >= 0 && value <= 100 && hasThreeDecimals(value)
      ? undefined
      : 'has to be a number from 0 to 100 with at most 3 decimals',
  );

function hasThreeDecimals(value: number): boolean {
  return Number(value.toFixed(3)) === value;
}

/** A JSON object, up to 64 KiB of JSON text. */
export const IsJsonObject = () =>
  constraint('isJsonObject', { type: 'object', additionalProperties: true }, (value) =>
    isPlainObject(value) ? oversized(value) : 'has to be a JSON object',
  );

/** A variant's name → its value. */
export const IsVariants = () =>
  constraint('isVariants', { type: 'object', additionalProperties: {} }, (value) => {
    if (!isPlainObject(value)) return 'has to be an object of variant name → value';
    const entries = Object.entries(value);
    if (entries.length === 0 || entries.length > LIMITS.variants) {
      return `has to hold 1 to ${LIMITS.variants} variants`;
    }
    for (const [name, variant] of entries) {
      if (!VARIANT_NAME.test(name))
        return `the variant name "${name}" has to be ${VARIANT_NAME_RULE}`;
      const fault = oversized(variant);
      if (fault !== undefined) return `the variant "${name}" ${fault}`;
    }
    return undefined;
  });

/** An OpenFeature evaluation context: an object with a string for a targeting key, if any. */
export const IsContext = () =>
  constraint(
    'isContext',
    {
      type: 'object',
      properties: { targetingKey: { type: 'string' } },
      additionalProperties: true,
    },
    (value) => {
      if (!isPlainObject(value)) return 'has to be an object: targetingKey and attributes';
      const key: unknown = Object.hasOwn(value, 'targetingKey')
        ? Reflect.get(value, 'targetingKey')
        : '';
      return typeof key === 'string'
        ? oversized(value)
        : 'has to have a string for its targetingKey';
    },
  );

/** The value may be null; anything else is checked by the decorator given. */
export const IsNullable =
  (decorator: () => PropertyDecorator): PropertyDecorator =>
  (target, key) => {
    ValidateIf((_, value) => value !== undefined && value !== null)(target, key);
    decorator()(target, key);
    describeNullable(target, key);
  };

/** What a condition compares with: strings, finite numbers, booleans. */
export const IsConditionValues = () =>
  constraint(
    'isConditionValues',
    {
      type: 'array',
      items: { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
      maxItems: LIMITS.valuesPerCondition,
    },
    (value) =>
      Array.isArray(value) &&
      value.length <= LIMITS.valuesPerCondition &&
      value.every((item) => ['string', 'number', 'boolean'].includes(typeof item))
        ? undefined
        : `has to be a list of up to ${LIMITS.valuesPerCondition} strings, numbers or booleans`,
  );

function isOrigin(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { origin, protocol } = new URL(value);
  return ['http:', 'https:'].includes(protocol) && origin === value;
}

function oversized(value: unknown): string | undefined {
  if (value === undefined) return 'has to be a JSON value';
  return new TextEncoder().encode(JSON.stringify(value)).length > LIMITS.jsonValueBytes
    ? `is over ${LIMITS.jsonValueBytes / 1024} KiB of JSON`
    : undefined;
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
