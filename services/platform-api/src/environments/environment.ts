import type { EnvironmentChange } from '@halyard/contracts';
import { DomainError } from '../common/domain-error.ts';

/** An environment, as stored. */
export interface Environment {
  readonly _id: string;
  readonly key: string;
  readonly name: string;
  readonly protected: boolean;
  /** Grows with every change that any evaluation in this environment can see. */
  readonly rulesetVersion: number;
  /** The ruleset version of the last change that altered everyone's ruleset. */
  readonly sharedVersion: number;
  readonly version: number;
  readonly updatedAt: Date;
}

/** Protected from birth, whatever the request says. */
const BORN_PROTECTED = 'prod';

type Created = Extract<EnvironmentChange, { action: 'environment.create' }>;
type Updated = Extract<EnvironmentChange, { action: 'environment.update' }>;

export function createEnvironment(change: Created, id: string, at: Date): Environment {
  return {
    _id: id,
    key: change.key,
    name: change.name,
    protected: change.key === BORN_PROTECTED || (change.protected ?? false),
    rulesetVersion: 1,
    sharedVersion: 1,
    version: 1,
    updatedAt: at,
  };
}

/** @throws DomainError where it would take a protection away: nothing does. */
export function updateEnvironment(
  environment: Environment,
  change: Updated,
  at: Date,
): Environment {
  if (environment.protected && change.protected === false) {
    const message = 'what is protected stays protected';
    throw new DomainError('validation_error', { errors: [{ pointer: '/protected', message }] });
  }
  return {
    ...environment,
    name: change.name ?? environment.name,
    protected: change.protected ?? environment.protected,
    version: environment.version + 1,
    updatedAt: at,
  };
}
