import type { FlagResponse } from '@halyard/contracts';
import type { RequestForm } from '../approvals/request-form';
import type { FlagDraft } from './draft';
import { draftOf } from './draft';

/** What edits began with: the values, and the versions that they are of. */
export interface FlagBase {
  readonly values: FlagDraft;
  readonly version: number;
  readonly configVersion: number | undefined;
}

export const baseOf = (flag: FlagResponse, environment: string): FlagBase => ({
  values: draftOf(flag, environment),
  version: flag.version,
  configVersion: flag.environments[environment]?.version,
});

/** Edits that are neither saved nor filed, and what they were made from. */
export interface KeptDraft {
  readonly base: FlagBase;
  readonly draft: FlagDraft;
  /** One's own request that they are to change. */
  readonly request?: string;
  /** What one has begun to say with them. */
  readonly words?: RequestForm;
}

/**
 * Keeps edits for as long as the browser's tab is there, through a reload and a session that has ended.
 * They are their author's alone: whoever signs in next does not find them.
 */
export class KeptDrafts {
  constructor(
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
    private readonly author: string,
  ) {}

  read(flag: string, environment: string): KeptDraft | undefined {
    try {
      const text = this.storage.getItem(this.nameOf(flag, environment));
      return text === null ? undefined : (JSON.parse(text) as KeptDraft);
    } catch {
      return undefined;
    }
  }

  keep(flag: string, environment: string, draft: KeptDraft): void {
    this.storage.setItem(this.nameOf(flag, environment), JSON.stringify(draft));
  }

  forget(flag: string, environment: string): void {
    this.storage.removeItem(this.nameOf(flag, environment));
  }

  private nameOf(flag: string, environment: string): string {
    return `halyard:draft:${this.author}:${environment}:${flag}`;
  }
}
