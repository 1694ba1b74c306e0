type Waiting<Item, Answer> = { item: Item; resolve: (answer: Answer) => void; reject: (cause: unknown) => void };

/**
 * Puts single calls together: what is asked while a write is under way goes out with the next one. When a group is
 * refused, each of its items is tried alone, so that one bad item harms nobody else.
 */
export class Batch<Item, Answer> {
  #waiting: Waiting<Item, Answer>[] = [];
  #writes = 0;

  /** `write` answers for each item, in order. At most `lanes` writes at a time, `maxItems` items in each. */
  constructor(
    private readonly write: (items: Item[]) => Promise<Answer[]>,
    private readonly limits: { lanes: number; maxItems: number },
  ) {}

  add(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#writes >= this.limits.lanes) return;
      this.#writes += 1;
      setImmediate(() => void this.#drain());
    });
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) await this.#send(this.#waiting.splice(0, this.limits.maxItems));
    this.#writes -= 1;
  }

  async #send(group: Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.write(group.map(({ item }) => item));
      for (const [index, { resolve, reject }] of group.entries()) {
        const answer = answers[index];
        if (answer === undefined) reject(new Error("A write of a group gave no answer for one of its items."));
        else resolve(answer);
      }
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else for (const one of group) await this.#send([one]);
    }
  }
}
