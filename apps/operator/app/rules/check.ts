import type { Fault, FlagResponse } from '@halyard/contracts';
import type { FlagDefinition, Ruleset } from '@halyard/evaluator';
import type { FlagDraft } from '../flags/draft';

/** What is wrong with a draft, or what it only lacks: nobody has got to it yet. */
export interface DraftFault extends Fault {
  readonly isUnfinished: boolean;
}

/**
 * What the engine would refuse of a flag's configuration, by pointers into it (`/rules/0/when/1/values/0`).
 * Whether segments and other flags exist is the API's to say.
 */
export async function configFaults(flag: FlagResponse, draft: FlagDraft): Promise<DraftFault[]> {
  const { state, serve, scope, rules, rollout, variants, offVariant } = draft;
  const definition = {
    type: flag.type,
    variants,
    offVariant,
    state,
    serve,
    scope,
    rules,
    rollout,
    prerequisites: [],
    category: null,
    killed: false,
  } as FlagDefinition;
  const named = rules.flatMap(({ segments }) => segments);
  const someone = { match: 'all', when: [], included: ['someone'], excluded: [] } as const;
  const segments = Object.fromEntries(named.map((key) => [key, someone]));
  return engineFaults({ flags: { draft: definition }, segments }, '/flags/draft');
}

/** What the engine would refuse of a ruleset with these parts, by pointers from one place in it. */
export async function engineFaults(parts: Partial<Ruleset>, from: string): Promise<DraftFault[]> {
  const { check } = await import('@halyard/evaluator');
  const issues = check({
    schema: 1,
    environment: 'draft',
    version: 1,
    flags: {},
    segments: {},
    overrides: [],
    killSwitches: [],
    ...parts,
  });
  return issues
    .filter(({ severity }) => severity === 'error')
    .map(({ pointer, message }) => ({
      pointer: pointer.replace(from, ''),
      message,
      isUnfinished: /\bempty\b/.test(message),
    }));
}

/** The first fault at a place, or below it. */
export const faultAt = <F extends Fault>(faults: readonly F[], pointer: string) =>
  faults.find((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`));
