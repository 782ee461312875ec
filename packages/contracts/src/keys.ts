/**
 * The names that people give to things, each with the sentence that an error says.
 * A key is in URLs, in code and in every audit entry, so it never changes.
 */
export const FLAG_KEY = /^(?=.{3,64}$)[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*(?<=[a-z0-9])$/;
export const FLAG_KEY_RULE =
  'snake_case in dot-separated namespaces, 3 to 64 characters, each part beginning with a letter, the whole ending in a letter or digit (new_billing_v2, cases.runtime_v1)';

export const SLUG = /^[a-z0-9][a-z0-9_-]{0,62}[a-z0-9]$/;
export const SLUG_RULE =
  'lowercase letters, digits, - and _, 2 to 64 characters, beginning and ending with a letter or digit';

/** Owns what belongs to no tenant: no tenant may have this slug. */
export const PLATFORM = 'platform';

export const VARIANT_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
export const VARIANT_NAME_RULE =
  'letters, digits, - and _, 1 to 64 characters, beginning with a letter or digit';
