import type { z } from "zod";

type Json = z.infer<ReturnType<typeof z.json>>;

const WORD = "[secret]";

/** A value as a server may write it: as it is, in an address, inside of JSON, in base64. */
function formsOf(value: string): string[] {
  const inJson = JSON.stringify(value).slice(1, -1);
  return [
    ...[value, inJson, inJson.replaceAll("/", "\\/")],
    ...[encodeURIComponent(value), new URLSearchParams({ v: value }).toString().slice(2)],
    ...[Buffer.from(value).toString("base64"), Buffer.from(value).toString("base64url")],
  ];
}

/** Takes the values of secrets out of what a server answers: one that echoes its request must not carry them into a span, a screen or a model. */
export class WithoutSecrets {
  readonly #values: ReadonlySet<string>;
  readonly #forms: readonly string[];

  constructor(values: readonly string[]) {
    this.#values = new Set(values);
    // The longest first: one may hold another.
    this.#forms = [...new Set(values.flatMap(formsOf))]
      .filter((form) => form !== "")
      .sort((one, other) => other.length - one.length);
  }

  get isEmpty(): boolean {
    return this.#forms.length === 0;
  }

  text(text: string): string {
    return this.#forms.reduce((left, form) => left.replaceAll(form, WORD), text);
  }

  /** In every text of a value, every name, and every number that is one. */
  value(value: Json): Json {
    if (this.isEmpty) return value;
    if (typeof value === "string") return this.text(value);
    if (typeof value === "number") return this.#values.has(String(value)) ? WORD : value;
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [this.text(name), this.value(inner)]));
  }

  /** The body of an answer. JSON is read first: it may write a letter in more than one way. */
  body(text: string): Json {
    try {
      return this.value(JSON.parse(text));
    } catch {
      return this.text(text);
    }
  }
}
