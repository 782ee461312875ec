/** Aborts what it watches over when nothing extends it for too long, or when everything stops. */
export class Watch {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #abort = (): void => this.#controller.abort();

  constructor(
    patience: number,
    private readonly stop: AbortSignal,
  ) {
    this.#timer = setTimeout(this.#abort, patience).unref();
    stop.addEventListener('abort', this.#abort);
    if (stop.aborted) this.#abort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  extend(): void {
    this.#timer.refresh();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.stop.removeEventListener('abort', this.#abort);
  }
}
