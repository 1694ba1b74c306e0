import type { Draft } from "@/lib/harness/graph/draft";

const BLANK: Readonly<Record<string, unknown>> = { number: 1, integer: 1, boolean: true, array: [], object: {} };

const propertiesOf = ({ properties }: Draft["inputs"]): [string, unknown][] =>
  typeof properties === "object" && properties !== null ? Object.entries(properties) : [];

/** An input that fits the schema as far as it can be guessed: one blank or example value for each property. */
export function exampleInput(inputs: Draft["inputs"]): Record<string, unknown> {
  return Object.fromEntries(
    propertiesOf(inputs).map(([name, schema]) => {
      const type = typeof schema === "object" && schema !== null && "type" in schema ? schema.type : "string";
      return [name, BLANK[String(type)] ?? ""];
    }),
  );
}

/** The name of the only property when it is a text; such an input is typed as it is. */
export function onlyTextInput(inputs: Draft["inputs"]): string | null {
  const properties = propertiesOf(inputs);
  const [first] = properties;
  return properties.length === 1 && first && JSON.stringify(first[1]).includes('"string"') ? first[0] : null;
}
