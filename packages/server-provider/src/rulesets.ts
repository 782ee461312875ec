import { MalformedRulesetError } from '@halyard/evaluator';
import { activate, type ActiveRuleset } from './active-ruleset.ts';
import { changedFlags } from './changed-flags.ts';
import { RefusedRulesetError, type SignedRuleset } from './signed-ruleset.ts';

/** What is expected of every ruleset; undefined is whatever the first one says. */
export interface Binding {
  readonly environment?: string;
  readonly tenant?: string | null;
}

/** The ruleset in use: the gate that the next one has to pass. */
export class Rulesets {
  #active: ActiveRuleset | undefined;

  constructor(private readonly expected: Binding) {}

  get active(): ActiveRuleset | undefined {
    return this.#active;
  }

  /**
   * Takes a ruleset into use that was verified.
   *
   * @returns the flags that may answer otherwise now, or undefined where it says nothing newer and was left.
   * @throws RefusedRulesetError for one that is older than what has been seen, for another environment or tenant, or
   * malformed. The one in use stays.
   */
  adopt(signed: SignedRuleset): ReadonlySet<string> | undefined {
    const before = this.#active;
    requireBinding(signed, before ?? this.expected);
    if (before !== undefined && signed.version < before.version) {
      const versions = `version ${signed.version}, and ${before.version} has been seen`;
      throw new RefusedRulesetError(`it is a replay: ${versions}`);
    }
    if (before?.version === signed.version && signed.issuedAt <= before.issuedAt) return undefined;

    const next = this.#activated(signed);
    this.#active = next;
    return changedFlags(next, before);
  }

  #activated(signed: SignedRuleset): ActiveRuleset {
    try {
      return activate(signed, this.#active);
    } catch (error) {
      if (!(error instanceof MalformedRulesetError)) throw error;
      throw new RefusedRulesetError(`it is malformed: ${error.message}`);
    }
  }
}

function requireBinding(signed: SignedRuleset, { environment, tenant }: Binding): void {
  if (environment !== undefined && signed.environment !== environment) {
    throw new RefusedRulesetError(`it is for ${signed.environment}, not for ${environment}`);
  }
  if (tenant !== undefined && signed.tenant !== tenant) {
    throw new RefusedRulesetError(`it is for ${whom(signed.tenant)}, not for ${whom(tenant)}`);
  }
}

function whom(tenant: string | null): string {
  return tenant === null ? 'all tenants' : `the tenant ${tenant}`;
}
