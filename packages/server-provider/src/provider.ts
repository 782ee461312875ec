import type { FlagType } from '@halyard/evaluator';
import {
  ErrorCode,
  OpenFeatureEventEmitter,
  ProviderEvents,
  ProviderFatalError,
  ProviderNotReadyError,
  type EvaluationContext,
  type JsonValue,
  type Provider,
  type ResolutionDetails,
} from '@openfeature/server-sdk';
import { ApiClient } from './api-client.ts';
import { Exposures } from './exposures.ts';
import { Follower } from './follower.ts';
import { Health, type Status } from './health.ts';
import { settingsOf, type HalyardProviderOptions, type Settings, type Timing } from './options.ts';
import { detailsOf, failed } from './resolution.ts';
import { RulesetSource } from './ruleset-source.ts';
import { Subscriptions, type FlagListener } from './subscriptions.ts';

/**
 * Flags of Halyard for a Node server: evaluated in process, with a signed ruleset that follows the API's.
 *
 *     await OpenFeature.setProviderAndWait(new HalyardProvider({ url, key }));
 *     await OpenFeature.getClient().getBooleanValue('new_nav', false, { targetingKey, tenant });
 *
 * The status is READY while the ruleset is known to be the newest and STALE while it may not be; both answer. Without any
 * ruleset it is ERROR, or FATAL where the API does not take the key, and every answer is the caller's default. Close with
 * `OpenFeature.close()`: that posts the exposures that are left, and ends the connection that keeps the process alive.
 */
export class HalyardProvider implements Provider {
  readonly metadata = { name: 'halyard' };
  readonly runsOn = 'server';
  readonly events = new OpenFeatureEventEmitter();

  readonly #settings: Settings;
  readonly #api: ApiClient;
  readonly #source: RulesetSource;
  readonly #subscriptions: Subscriptions;
  #running: Running | undefined;

  /**
   * @param timing is for tests.
   * @throws TypeError where an option cannot be used.
   */
  constructor(options: HalyardProviderOptions, timing: Partial<Timing> = {}) {
    this.#settings = settingsOf(options, timing);
    this.#api = new ApiClient(this.#settings);
    this.#subscriptions = new Subscriptions(this.#settings.logger);
    this.#source = new RulesetSource(this.#api, this.#settings, (flagKeys, isFirst) =>
      this.#changed(flagKeys, isFirst),
    );
  }

  /**
   * Resolves when the API has answered; where it cannot be reached and a file verifies, at once (STALE).
   *
   * @throws ProviderNotReadyError where there is no ruleset after `initTimeout`. It is tried again in the background.
   * @throws ProviderFatalError where there is none because the API does not take the key. That is tried again rarely.
   */
  initialize(): Promise<void> {
    const started = this.#start();
    // The SDK takes it for READY, or for ERROR, once this is settled. What else there is to say comes right after that.
    const say = (said: Status['is']) => queueMicrotask(() => this.#running?.health.watch(said));
    started.then(
      () => say('READY'),
      (error: unknown) => say(error instanceof ProviderFatalError ? 'FATAL' : 'ERROR'),
    );
    return started;
  }

  /** Stops following the API and posts the exposures that are left, within `closeTimeout`. */
  async onClose(): Promise<void> {
    const running = this.#running;
    running?.follower.stop();
    running?.health.stop();
    await Promise.all([running?.exposures?.close(), this.#source.settled()]);
    if (this.#running === running) this.#running = undefined;
  }

  /**
   * Calls the listener whenever a flag may answer otherwise than before: its definition changed, or an override, a
   * segment, a kill switch, a tenant or a prerequisite that has a say in it. What time alone changes is not told.
   *
   * @returns what ends the subscription.
   */
  subscribe(flagKey: string, listener: FlagListener): () => void {
    return this.#subscriptions.add(flagKey, listener);
  }

  async resolveBooleanEvaluation(flag: string, fallback: boolean, context: EvaluationContext) {
    return this.#resolve(flag, 'boolean', fallback, context);
  }

  async resolveStringEvaluation(flag: string, fallback: string, context: EvaluationContext) {
    return this.#resolve(flag, 'string', fallback, context);
  }

  async resolveNumberEvaluation(flag: string, fallback: number, context: EvaluationContext) {
    return this.#resolve(flag, 'number', fallback, context);
  }

  /** Any JSON value. It is frozen: it is the ruleset's own. */
  async resolveObjectEvaluation<T extends JsonValue>(
    flag: string,
    fallback: T,
    context: EvaluationContext,
  ) {
    return this.#resolve(flag, 'json', fallback, context);
  }

  #resolve<T>(
    flag: string,
    type: FlagType,
    fallback: T,
    context: EvaluationContext,
  ): ResolutionDetails<T> {
    const { active } = this.#source;
    if (active === undefined) {
      return failed(fallback, ErrorCode.PROVIDER_NOT_READY, 'There is no ruleset yet');
    }
    try {
      const subject = active.readContext(context);
      if (subject === undefined) {
        return failed(fallback, ErrorCode.INVALID_CONTEXT, 'The tenant is not known to this key');
      }
      const resolution = active.compiled.evaluate(flag, subject, {
        now: this.#settings.timing.now(),
      });
      const details = detailsOf(resolution, { flag, type, fallback }, active, subject.targetingKey);
      if (details.variant !== undefined) {
        this.#running?.exposures?.count(flag, details.variant, subject.tenant?.slug ?? null);
      }
      return details;
    } catch {
      return failed(fallback, ErrorCode.GENERAL, 'The context could not be read');
    }
  }

  async #start(): Promise<void> {
    if (this.#running !== undefined) await this.onClose();
    const running = this.#run();
    this.#running = running;
    await this.#source.takeFiles();
    const decided = running.health.decided(this.#settings.initTimeout);
    running.follower.start();
    running.exposures?.start();
    await decided;

    const { is, why } = running.health.status;
    if (is === 'FATAL') throw new ProviderFatalError(why);
    if (is === 'ERROR') throw new ProviderNotReadyError(why);
  }

  #run(): Running {
    const { exposures } = this.#settings;
    const active = () => this.#source.active;
    const health = new Health(this.#settings, {
      active,
      isCurrent: () => follower.isCurrent,
      changed: (status) => this.#say(status),
    });
    const follower = new Follower(this.#api, this.#settings, {
      active,
      take: (jws, stop) => this.#source.take(jws, stop),
      confirmed: () => health.confirmed(),
      failed: (error) => health.failed(error),
    });
    return {
      health,
      follower,
      exposures:
        exposures === false ? undefined : new Exposures(this.#api, this.#settings, exposures),
    };
  }

  #changed(flagKeys: ReadonlySet<string>, isFirst: boolean): void {
    this.#subscriptions.tell(flagKeys);
    if (isFirst || flagKeys.size === 0 || !this.#running?.health.isWatched) return;
    this.events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged: [...flagKeys] });
  }

  #say({ is, why }: Status): void {
    this.#settings.logger[is === 'READY' ? 'info' : 'warn'](`Halyard is ${is}: ${why}`);
    const errorCode = is === 'FATAL' ? ErrorCode.PROVIDER_FATAL : undefined;
    this.events.emit(EVENTS[is], { message: why, ...(errorCode && { errorCode }) });
  }
}

/** What there is between `initialize` and `onClose`. */
interface Running {
  readonly health: Health;
  readonly follower: Follower;
  readonly exposures: Exposures | undefined;
}

const EVENTS = {
  READY: ProviderEvents.Ready,
  STALE: ProviderEvents.Stale,
  ERROR: ProviderEvents.Error,
  FATAL: ProviderEvents.Error,
} as const satisfies Record<Status['is'], ProviderEvents>;
