/**
 * Reads of the same thing that are asked for in one turn of the event loop are one read. It begins after everybody who
 * shares it has asked, so nobody gets an answer that is older than his question.
 */
export class SharedReads<Value> {
  readonly #asked = new Map<string, Promise<Value>>();

  get(key: string, read: () => Promise<Value>): Promise<Value> {
    const asked = this.#asked.get(key);
    if (asked) return asked;
    const begun = new Promise<void>((resolve) => setImmediate(resolve));
    const reading = begun.then(() => {
      this.#asked.delete(key);
      return read();
    });
    this.#asked.set(key, reading);
    return reading;
  }
}
