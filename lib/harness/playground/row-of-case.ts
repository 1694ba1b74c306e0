import type { Json } from "@/lib/release/json-schema";

/** Values of the variables as a person types them, and what they were when they came from a dataset. */
export type PlaygroundRow = {
  id: string;
  values: Readonly<Record<string, string>>;
  given: Readonly<Record<string, Json>>;
};

/** A row of a dataset as a row of the playground; an input that is no object has no variables. */
export function rowOfCase({ id, input }: { id: string; input: Json }): PlaygroundRow {
  const given = typeof input === "object" && input !== null && !Array.isArray(input) ? input : {};
  return { id, given, values: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, print(value)])) };
}

/** What the variables are for a run: a value that nobody typed over stays what it was in the dataset. */
export function inputOfRow({ values, given }: PlaygroundRow, variables: readonly string[]): Record<string, Json> {
  return Object.fromEntries(
    variables.map((name) => {
      const typed = values[name] ?? "";
      const before = Object.hasOwn(given, name) ? given[name] : undefined;
      return [name, before !== undefined && print(before) === typed ? before : typed];
    }),
  );
}

const print = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
