/** The text of the model step of a run; anything else as JSON. */
export function answerOf(output: unknown): string {
  const result = memberOf(output, "result");
  const text = memberOf(result, "text");
  return typeof text === "string" ? text : JSON.stringify(result ?? output, null, 2);
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
