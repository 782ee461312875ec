import { thousandthsOf } from './bucket.ts';
import type { JsonValue } from './json.ts';
import { issue, type Issue, type IssueCode } from './issue.ts';

/**
 * A value somewhere in a ruleset that is being read, together with where it is.
 *
 * A reader that does not find what it wants reports it and gives back a harmless stand-in, so that one pass finds
 * everything that is wrong; whoever started the pass discards what it made when there are issues. A place is reported
 * once, and what lies below a place that was refused is not reported at all.
 */
export class Place {
  private refused: boolean;

  constructor(
    readonly value: unknown,
    private readonly issues: Issue[],
    private readonly parent?: Place,
    private readonly step: string | number = '',
  ) {
    this.refused = parent?.refused ?? false;
  }

  /** Made on demand: nearly every place is right. */
  get path(): readonly (string | number)[] {
    return this.parent === undefined ? [] : [...this.parent.path, this.step];
  }

  get issueCount(): number {
    return this.issues.length;
  }

  refuse(code: IssueCode, message: string): void {
    if (this.refused) return;
    this.refused = true;
    const [is, says] =
      this.value === undefined ? (['missing', 'is missing'] as const) : ([code, message] as const);
    this.issues.push(issue(is, this.path, says));
  }

  /** A field of an object: its own, never an inherited one. */
  at(name: string): Place {
    const fields = this.fields();
    return new Place(
      Object.hasOwn(fields, name) ? fields[name] : undefined,
      this.issues,
      this,
      name,
    );
  }

  entries<T>(read: (place: Place, name: string) => T): Map<string, T> {
    const fields = this.fields();
    const entries = new Map<string, T>();
    for (const name of Object.keys(fields)) {
      entries.set(name, read(new Place(fields[name], this.issues, this, name), name));
    }
    return entries;
  }

  list<T>(read: (item: Place, index: number) => T): T[] {
    return this.items().map((item, index) =>
      read(new Place(item, this.issues, this, index), index),
    );
  }

  /** A list of strings, which may be long: it makes no place for each. */
  strings(): readonly string[] {
    const items = this.items();
    const wrong = items.findIndex((item) => typeof item !== 'string');
    if (wrong === -1) return items as readonly string[];
    new Place(items[wrong], this.issues, this, wrong).string();
    return [];
  }

  string(): string {
    if (typeof this.value === 'string') return this.value;
    this.refuse('wrong_type', 'must be a string');
    return '';
  }

  /** A string that says something. */
  name(): string {
    const name = this.string();
    if (name === '') this.refuse('not_allowed', 'must not be empty');
    return name;
  }

  boolean(): boolean {
    if (typeof this.value === 'boolean') return this.value;
    this.refuse('wrong_type', 'must be true or false');
    return false;
  }

  number(): number {
    if (typeof this.value === 'number' && Number.isFinite(this.value)) return this.value;
    this.refuse('wrong_type', 'must be a number');
    return 0;
  }

  /** Any JSON value. It is not looked into: what came out of JSON is right all the way down. */
  json(): JsonValue {
    if (typeof this.value === 'number') return this.number();
    if (['string', 'boolean', 'object'].includes(typeof this.value)) return this.value as JsonValue;
    this.refuse('wrong_type', 'must be a JSON value');
    return null;
  }

  /** A percentage, in whole thousandths. */
  thousandths(): number {
    const thousandths = thousandthsOf(this.number());
    if (thousandths !== undefined) return thousandths;
    this.refuse('percentage_invalid', 'must be 0 to 100 with at most 3 decimals');
    return 0;
  }

  oneOf<T extends string>(allowed: readonly T[], code: IssueCode = 'not_allowed'): T {
    const found = allowed.find((option) => option === this.value);
    if (found !== undefined) return found;
    this.refuse(code, `must be one of ${allowed.join(', ')}`);
    return allowed[0] as T;
  }

  nullable<T>(read: (place: Place) => T): T | null {
    return this.value === null ? null : read(this);
  }

  private fields(): Readonly<Record<string, unknown>> {
    if (typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value)) {
      return this.value as Readonly<Record<string, unknown>>;
    }
    this.refuse('wrong_type', 'must be an object');
    return {};
  }

  private items(): readonly unknown[] {
    if (Array.isArray(this.value)) return this.value as readonly unknown[];
    this.refuse('wrong_type', 'must be a list');
    return [];
  }
}
