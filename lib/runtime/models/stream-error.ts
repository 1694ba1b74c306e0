/** What a provider says in the middle of a stream, where there is no status any more: a sentence, a type, a code. */
export class StreamedError extends Error {
  constructor(
    message: string,
    readonly type: string | undefined,
    readonly code: string | number | undefined,
  ) {
    super(message);
    this.name = "StreamedError";
  }
}

type Fields = Record<string, unknown>;

/** An error of a provider's own shape, as one that can be classified; what is one already, or has no sentence, stays as it is. */
export function streamError(error: unknown): unknown {
  const outer = fieldsOf(error);
  if (error instanceof Error || outer === null) return error;
  const details = fieldsOf(fieldsOf(outer.response)?.error) ?? fieldsOf(outer.error) ?? outer;
  if (typeof details.message !== "string") return error;
  const type = [details.type, outer.type].find((one) => typeof one === "string");
  const code = [details.code, outer.code].find((one) => typeof one === "string" || typeof one === "number");
  return new StreamedError(details.message, type, code);
}

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : null;
