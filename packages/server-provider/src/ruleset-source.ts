import type { ApiClient } from './api-client.ts';
import { KeySet } from './key-set.ts';
import { readRulesetFile, writeRulesetFile, type RulesetFile } from './last-good-file.ts';
import type { Settings } from './options.ts';
import { Rulesets } from './rulesets.ts';
import { readSignedRuleset, type SignedRuleset } from './signed-ruleset.ts';

/** Told after a ruleset was taken into use: the flags that may answer otherwise, and whether there was one before. */
export type RulesetListener = (flagKeys: ReadonlySet<string>, isFirst: boolean) => void;

/** What lets rulesets in, from files and from the API: each is verified, passes the gate, and is kept for the next start. */
export class RulesetSource {
  readonly #rulesets: Rulesets;
  readonly #keys: KeySet;
  #kept: Promise<void> = Promise.resolve();

  constructor(
    api: ApiClient,
    private readonly settings: Settings,
    private readonly changed: RulesetListener,
  ) {
    const { jwks, timing } = settings;
    this.#rulesets = new Rulesets(settings);
    this.#keys = new KeySet(jwks, (stop) => api.jwks(stop), timing.keyCoolDown);
  }

  get active() {
    return this.#rulesets.active;
  }

  /** Starts from the last-good file, which says what has been seen, and from the bootstrap file where that is newer. */
  async takeFiles(): Promise<void> {
    const { lastGoodFile, bootstrapFile } = this.settings;
    const lastGood = await this.#fromFile(lastGoodFile, async ({ jws, jwks }) => {
      this.#adopt(await readSignedRuleset(jws, this.#keys.findIn(jwks)));
    });
    await this.#fromFile(bootstrapFile, async ({ jws, jwks = lastGood?.jwks }) => {
      const signed = await readSignedRuleset(jws, this.#keys.findIn(jwks));
      if (signed.version < (this.active?.version ?? 0)) return;
      if (this.#adopt(signed)) this.#keep({ jws, jwks });
    });
  }

  /** @throws RefusedRulesetError where it is not let in, or an ApiError where its key cannot be fetched. */
  async take(jws: string, stop: AbortSignal): Promise<void> {
    const signed = await readSignedRuleset(jws, (kid) => this.#keys.find(kid, stop));
    if (this.#adopt(signed)) this.#keep({ jws, jwks: this.#keys.jwks });
  }

  /** Resolves when the last-good file is written. */
  async settled(): Promise<void> {
    await this.#kept;
  }

  async #fromFile(
    path: string | undefined,
    take: (file: RulesetFile) => Promise<void>,
  ): Promise<RulesetFile | undefined> {
    if (path === undefined) return undefined;
    try {
      const file = await readRulesetFile(path);
      if (file !== undefined) await take(file);
      return file;
    } catch (error) {
      this.settings.logger.warn(`Halyard: ${path} is not used: ${(error as Error).message}`);
      return undefined;
    }
  }

  #adopt(signed: SignedRuleset): boolean {
    const isFirst = this.active === undefined;
    const flagKeys = this.#rulesets.adopt(signed);
    if (flagKeys !== undefined) this.changed(flagKeys, isFirst);
    return flagKeys !== undefined;
  }

  /** One after the other, so that the newest is the last. */
  #keep(file: RulesetFile): void {
    const { lastGoodFile, logger } = this.settings;
    if (lastGoodFile === undefined) return;
    this.#kept = this.#kept
      .then(() => writeRulesetFile(lastGoodFile, file))
      .catch((error: Error) => {
        logger.warn(`Halyard: the last-good file could not be written: ${error.message}`);
      });
  }
}
