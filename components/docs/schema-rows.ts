import { alternativesOf, type JsonSchema } from "@/components/docs/json-schema";

export type SchemaRow = {
  /** Dotted path from the root: `items[].name`. */
  path: string;
  name: string;
  depth: number;
  type: string;
  required: boolean;
  note: string;
};
const MAX_DEPTH = 5;
const SHOWN_VALUES = 12;

/** The fields of a schema as an indented list, five levels deep. A schema that is no object gives one row. */
export function schemaRows(schema: JsonSchema): SchemaRow[] {
  const rows = fieldsOf(schema, "", 0);
  if (rows.length > 0) return rows;
  return [{ path: "", name: "", depth: 0, type: typeOf(schema), required: true, note: noteOf(schema) }];
}

function fieldsOf(schema: JsonSchema, at: string, depth: number): SchemaRow[] {
  if (depth >= MAX_DEPTH) return [];
  const rows = alternativesOf(schema).flatMap((option) => {
    if (option.items) return fieldsOf(option.items, `${at}[]`, depth);
    return Object.entries(option.properties ?? {}).flatMap(([name, field]) => {
      const path = at ? `${at}.${name}` : name;
      const required = option.required?.includes(name) ?? false;
      const row = { path, name, depth, type: typeOf(field), required, note: noteOf(field) };
      return [row, ...fieldsOf(field, path, depth + 1)];
    });
  });
  const seen = new Map(rows.map((row) => [row.path, row]));
  return rows.filter((row) => seen.get(row.path) === row);
}

/** The type in words: `string`, `uuid or null`, `"a" | "b"`, `list of object`. */
export function typeOf(schema: JsonSchema): string {
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 1) return [...new Set(alternatives.map(typeOf))].join(" or ");
  const [only = schema] = alternatives;
  if (only.const !== undefined) return JSON.stringify(only.const);
  if (only.enum) return valuesOf(only.enum);
  if (only.items) return `list of ${typeOf(only.items)}`;
  if (only.format) return only.format;
  return [only.type ?? "any JSON value"].flat().join(" or ");
}

function valuesOf(values: readonly unknown[]): string {
  const shown = values.slice(0, SHOWN_VALUES).map((value) => JSON.stringify(value));
  return shown.join(" | ") + (values.length > SHOWN_VALUES ? ` and ${values.length - SHOWN_VALUES} more` : "");
}

function noteOf(schema: JsonSchema): string {
  const fallback = schema.default === undefined ? "" : `Default ${JSON.stringify(schema.default)}.`;
  return [schema.description, fallback].filter(Boolean).join(" ");
}
