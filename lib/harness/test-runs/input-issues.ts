import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { jsonValueIssues, type ValueIssue } from "@/lib/release/json-value-issues";

/** What keeps an input from fitting the harness, with the place in words: `customer › age`; `""` is the input itself. */
export function inputIssues(schema: JsonSchema, input: Json): (ValueIssue & { where: string })[] {
  return jsonValueIssues(schema, input).map(({ pointer, message }) => ({
    ...{ pointer, where: placeOf(pointer) },
    message: wordsOf(message),
  }));
}

const NEEDED: Readonly<Record<string, string>> = {
  number: "A number",
  int: "A whole number",
  string: "A text",
  boolean: "True or false",
  array: "A list",
  object: "An object",
};

/** What the check says about types, as a person says it. */
function wordsOf(message: string): string {
  const type = /^Invalid input: expected (\w+), received/.exec(message)?.[1];
  const needed = type === undefined ? undefined : NEEDED[type];
  return needed ? `${needed} is needed here.` : message;
}

/** A JSON pointer as people read it; places in a list count from 1. */
const placeOf = (pointer: string): string =>
  pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part))
    .join(" › ");
