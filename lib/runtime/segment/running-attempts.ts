/** The attempts of one segment that are under way, by step key, and what aborts them. */
export class RunningAttempts {
  readonly #controllers = new Map<string, AbortController>();

  get size(): number {
    return this.#controllers.size;
  }

  has(stepKey: string): boolean {
    return this.#controllers.has(stepKey);
  }

  begin(stepKey: string): AbortSignal {
    const controller = new AbortController();
    this.#controllers.set(stepKey, controller);
    return controller.signal;
  }

  /** `why`: the reason that the signal gives; absent: somebody cancelled it. */
  stop(stepKey: string, why?: Error): void {
    this.#controllers.get(stepKey)?.abort(why);
    this.#controllers.delete(stepKey);
  }

  abortAll(): void {
    for (const controller of this.#controllers.values()) controller.abort();
  }
}
