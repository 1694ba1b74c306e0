import type { JsonSchema } from "@/lib/release/json-schema";

/** A value that a subflow is started with. `cel`: where it comes from in the harness around it. */
export type PassedValue = { name: string; cel: string; schema: JsonSchema; path: readonly string[] };

/** Collects what a part of a draft reads from outside of it, once each, under names that are free. */
export class PassedValues {
  readonly #byPath = new Map<string, PassedValue>();
  readonly #taken: Set<string>;

  /** `reserved`: names of the fields of the run's input, which keep theirs. */
  constructor(private readonly reserved: ReadonlySet<string>) {
    this.#taken = new Set(reserved);
  }

  /** The name under which the value is passed. */
  nameOf(path: readonly string[], schema: JsonSchema): string {
    const cel = path.join(".");
    const known = this.#byPath.get(cel);
    if (known) return known.name;
    const name = this.#freeName(path);
    this.#taken.add(name);
    this.#byPath.set(cel, { name, cel, schema, path });
    return name;
  }

  all(): PassedValue[] {
    return [...this.#byPath.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  #freeName([root = "", first = ""]: readonly string[]): string {
    if (root === "input" && this.reserved.has(first)) return first;
    const wanted = root === "run" ? `run_${snake(first)}` : root === "input" ? "run_input" : first || root;
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? wanted : `${wanted}_${count}`;
      if (!this.#taken.has(name)) return name;
    }
  }
}

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
