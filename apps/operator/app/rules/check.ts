import type { Fault, FlagResponse } from '@halyard/contracts';
import type { FlagDefinition } from '@halyard/evaluator';
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
  const { check } = await import('@halyard/evaluator');
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
  const issues = check({
    schema: 1,
    environment: 'draft',
    version: 1,
    flags: { draft: definition },
    segments: Object.fromEntries(named.map((key) => [key, someone])),
    overrides: [],
    killSwitches: [],
  });
  return issues
    .filter(({ severity }) => severity === 'error')
    .map(({ pointer, message }) => ({
      pointer: pointer.replace('/flags/draft', ''),
      message,
      isUnfinished: /\bempty\b/.test(message),
    }));
}

/** The first fault at a place, or below it. */
export const faultAt = <F extends Fault>(faults: readonly F[], pointer: string) =>
  faults.find((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`));
