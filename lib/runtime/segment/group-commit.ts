/**
 * Writes things in groups: what is added while a write is under way goes out with the next one, all in order. After a
 * failed write nothing more is written, and every waiting or later `add` stays unresolved: its owner has lost the run.
 */
export class GroupCommit<T> {
  #waiting: { item: T; resolve: () => void }[] = [];
  #isWriting = false;
  #isClosed = false;

  constructor(
    private readonly write: (items: T[]) => Promise<boolean>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Whether something waits for its turn. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Resolves when the item is written. */
  add(item: T): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isClosed) return;
      this.#waiting.push({ item, resolve });
      if (!this.#isWriting) {
        this.#isWriting = true;
        setImmediate(() => void this.#drain());
      }
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting = [];
  }

  async #drain(): Promise<void> {
    try {
      while (this.#waiting.length > 0 && !this.#isClosed) {
        const group = this.#waiting.splice(0);
        if (await this.write(group.map(({ item }) => item))) for (const { resolve } of group) resolve();
        else this.close();
      }
    } catch (error) {
      this.close();
      this.onError(error);
    }
    this.#isWriting = false;
  }
}
